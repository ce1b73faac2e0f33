//! Streams over lists, item by item or page by page.
//!
//! APIs page by number, offset or cursor. An implementation of [`List`] finds the next page; it is requested when it is
//! needed.

use futures::stream::{BoxStream, try_unfold};
use futures::{Stream, StreamExt as _};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The call of a list operation, as generated, which knows the call for the next page.
pub trait List<'a>: Clone + Send + Sync + 'a {
    /// Response of one call.
    type Page: Send + Sync;
    /// Element of a page.
    type Item: Send + Unpin;
    /// Error of a call.
    type Error: Send;

    /// Requests the page.
    fn fetch(self) -> impl Future<Output = Result<Self::Page, Self::Error>> + Send;

    /// Returns the call for the page after this one, unless this is the last.
    fn following(self, page: &Self::Page) -> Option<Self>;

    /// Returns the number of items after this page, if the API tells it.
    fn remaining(&self, page: &Self::Page) -> Option<u64>;

    /// Returns the items of a page.
    fn into_items(page: Self::Page) -> Vec<Self::Item>;
}

/// A page, with the number of items after it.
type CountedPage<'a, L> = Result<(<L as List<'a>>::Page, Option<u64>), <L as List<'a>>::Error>;

/// The pages of a list, one call each, requested on demand.
///
/// It is a [`Stream`], and [`next`](Self::next) needs no further import. It ends after an error.
///
/// ```no_run
/// # async fn example(client: customers_client::reportei::Client) -> Result<(), customers_client::reportei::Error> {
/// let mut pages = client.customer_list().per_page(50).pages();
/// while let Some(page) = pages.next().await {
///     println!("{} customers, {} more", page?.data.len(), pages.items_beyond().unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is requested until the first page is polled"]
pub struct Pages<'a, L: List<'a>> {
    /// Each page, with the number of items after it.
    stream: BoxStream<'a, CountedPage<'a, L>>,
    beyond: Option<u64>,
}

impl<'a, L: List<'a>> Pages<'a, L> {
    pub(crate) fn new(list: L) -> Self {
        let stream = try_unfold(Some(list), |list| async move {
            let Some(list) = list else { return Ok(None) };
            let page = list.clone().fetch().await?;
            let remaining = list.remaining(&page);
            let next = list.following(&page);
            let remaining = if next.is_some() { remaining } else { Some(0) };
            Ok(Some(((page, remaining), next)))
        });
        Self { stream: stream.boxed(), beyond: None }
    }

    /// Returns the next page, or `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<L::Page, L::Error>> {
        futures::StreamExt::next(self).await
    }

    /// Returns the number of items on the pages that are not yet read, if the API tells it.
    pub fn items_beyond(&self) -> Option<u64> {
        self.beyond
    }
}

impl<'a, L: List<'a>> Stream for Pages<'a, L> {
    type Item = Result<L::Page, L::Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        Poll::Ready(match ready!(this.stream.poll_next_unpin(context)) {
            Some(Ok((page, beyond))) => {
                this.beyond = beyond;
                Some(Ok(page))
            }
            Some(Err(error)) => {
                this.beyond = Some(0);
                Some(Err(error))
            }
            None => None,
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, (self.beyond == Some(0)).then_some(0))
    }
}

impl<'a, L: List<'a>> fmt::Debug for Pages<'a, L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("items_beyond", &self.beyond).finish_non_exhaustive()
    }
}

/// The items of a list. A page is requested when the items of the page before are used up.
///
/// It is a [`Stream`], and [`next`](Self::next) needs no further import. It ends after an error.
///
/// ```no_run
/// # async fn example(client: customers_client::portos::Client) -> Result<(), customers_client::portos::Error> {
/// let mut customers = client.customer_list().search("žák").items();
/// while let Some(customer) = customers.next().await {
///     println!("{}", customer?.full_name.unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is requested until the first item is polled"]
pub struct Items<'a, L: List<'a>> {
    pages: Pages<'a, L>,
    read: VecDeque<L::Item>,
}

impl<'a, L: List<'a>> Items<'a, L> {
    pub(crate) fn new(list: L) -> Self {
        Self { pages: Pages::new(list), read: VecDeque::new() }
    }

    /// Returns the next item, or `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<L::Item, L::Error>> {
        futures::StreamExt::next(self).await
    }
}

impl<'a, L: List<'a>> Stream for Items<'a, L> {
    type Item = Result<L::Item, L::Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.read.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(this.pages.poll_next_unpin(context)) {
                Some(Ok(page)) => this.read = L::into_items(page).into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// Returns the number of items already read, and the number that the API reports. The list may change meanwhile.
    fn size_hint(&self) -> (usize, Option<usize>) {
        let read = self.read.len();
        let beyond = self.pages.beyond.and_then(|beyond| usize::try_from(beyond).ok());
        (read, beyond.and_then(|beyond| read.checked_add(beyond)))
    }
}

impl<'a, L: List<'a>> fmt::Debug for Items<'a, L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("read", &self.read.len()).field("pages", &self.pages).finish()
    }
}

/// Adds `items` and `pages` to the call of a list operation.
macro_rules! paged {
    ($builder:ident, $item:literal) => {
        impl<'a> $builder<'a> {
            #[doc = concat!("Streams ", $item, " that match the call's parameters, requesting pages on demand.")]
            pub fn items(self) -> crate::Items<'a, Self> {
                crate::Items::new(self)
            }

            #[doc = concat!("Streams the pages of ", $item, " that match the call's parameters.")]
            pub fn pages(self) -> crate::Pages<'a, Self> {
                crate::Pages::new(self)
            }
        }
    };
}
pub(crate) use paged;
