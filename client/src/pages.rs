//! Lists, gone through: item by item, or page by page.
//!
//! Each API pages in a way of its own, by number, by offset, or by a cursor. [`List`] is where a list's own module tells
//! which page comes after which; what is here asks for it when it is wanted, and not before.

use futures_core::Stream;
use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A page that is being asked for.
pub type Asking<'a, L> =
    Pin<Box<dyn Future<Output = Result<<L as List<'a>>::Page, <L as List<'a>>::Error>> + Send + 'a>>;

/// A list operation's builder, whose pages follow each other.
///
/// Written for the generated builders; there is nothing else to write it for.
pub trait List<'a>: Clone + Send + Unpin + 'a {
    /// What one call answers.
    type Page: Send + Unpin;
    /// What a page holds.
    type Item: Send + Unpin;
    /// Why there is no page.
    type Error: Send + Unpin;

    /// Asks for the page.
    fn ask(self) -> Asking<'a, Self>;

    /// The call for the page after this one, unless it is the last.
    fn after(self, page: &Self::Page) -> Option<Self>;

    /// How many items there are beyond this page, where the API tells.
    fn beyond(&self, page: &Self::Page) -> Option<u64>;

    /// What the page holds.
    fn items_of(page: Self::Page) -> Vec<Self::Item>;
}

/// A list's pages, one call each, asked for when the next one is wanted.
///
/// It is a [`Stream`]; [`next`](Self::next) reads it without one more import. After an error there is nothing more, and what
/// was read before it stays with whoever read it.
///
/// ```no_run
/// # async fn example(client: customers_client::reportei::Client) -> Result<(), customers_client::reportei::Error> {
/// let mut pages = client.customer_list().per_page(50).pages();
/// while let Some(page) = pages.next().await {
///     println!("{} of {}", page?.data.len(), pages.items_beyond().unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is asked until the first page is wanted"]
pub struct Pages<'a, L: List<'a>> {
    next: Option<L>,
    asking: Option<(L, Asking<'a, L>)>,
    /// How many items there are beyond what was read.
    beyond: Option<u64>,
}

impl<'a, L: List<'a>> Pages<'a, L> {
    pub(crate) fn new(list: L) -> Self {
        Self { next: Some(list), asking: None, beyond: None }
    }

    /// The next page; none after the last one, or after an error.
    pub async fn next(&mut self) -> Option<Result<L::Page, L::Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// How many items there are on the pages that were not read yet, where the API tells, and once it has.
    pub fn items_beyond(&self) -> Option<u64> {
        self.beyond
    }

    fn is_over(&self) -> bool {
        self.next.is_none() && self.asking.is_none()
    }

    /// The next page, and what is to be known of it.
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<L::Page, L::Error>>> {
        if self.asking.is_none() {
            let Some(list) = self.next.take() else { return Poll::Ready(None) };
            self.asking = Some((list.clone(), list.ask()));
        }
        let Some((_, asking)) = &mut self.asking else { return Poll::Ready(None) };
        let outcome = ready!(asking.as_mut().poll(context));
        let Some((list, _)) = self.asking.take() else { return Poll::Ready(None) };
        if let Ok(page) = &outcome {
            self.beyond = list.beyond(page);
            self.next = list.after(page);
        }
        if self.next.is_none() {
            self.beyond = Some(0);
        }
        Poll::Ready(Some(outcome))
    }
}

impl<'a, L: List<'a>> Stream for Pages<'a, L> {
    type Item = Result<L::Page, L::Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }

    /// Known at the end alone: how long the next pages are is for the API to say.
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.is_over().then_some(0))
    }
}

impl<'a, L: List<'a>> fmt::Debug for Pages<'a, L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("is_over", &self.is_over())
            .field("items_beyond", &self.beyond)
            .finish_non_exhaustive()
    }
}

/// A list's items, one by one. A page is asked for when the one before has been used up.
///
/// It is a [`Stream`]; [`next`](Self::next) reads it without one more import. After an error there is nothing more, and what
/// was read before it stays with whoever read it.
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
#[must_use = "nothing is asked until the first item is wanted"]
pub struct Items<'a, L: List<'a>> {
    pages: Pages<'a, L>,
    read: VecDeque<L::Item>,
}

impl<'a, L: List<'a>> Items<'a, L> {
    pub(crate) fn new(list: L) -> Self {
        Self { pages: Pages::new(list), read: VecDeque::new() }
    }

    /// The next item; none after the last one, or after an error.
    pub async fn next(&mut self) -> Option<Result<L::Item, L::Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
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
            match ready!(this.pages.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => this.read = L::items_of(page).into(),
            }
        }
    }

    /// At least what is here already; at most what the API said that there is, where it says so. Others may add to the list,
    /// and take from it, while it is read.
    fn size_hint(&self) -> (usize, Option<usize>) {
        let here = self.read.len();
        let beyond = self.pages.beyond.and_then(|beyond| usize::try_from(beyond).ok());
        (here, beyond.and_then(|beyond| here.checked_add(beyond)))
    }
}

impl<'a, L: List<'a>> fmt::Debug for Items<'a, L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("read", &self.read.len()).field("pages", &self.pages).finish()
    }
}

/// Gives a list operation's builder its two ways to be gone through.
macro_rules! paged {
    ($builder:ident, $item:literal) => {
        impl<'a> $builder<'a> {
            #[doc = concat!("Goes through ", $item, " that the call's parameters let through, one by one, from where they begin.")]
            ///
            /// Pages are asked for as they are wanted.
            pub fn items(self) -> crate::Items<'a, Self> {
                crate::Items::new(self)
            }

            /// The same, page by page.
            pub fn pages(self) -> crate::Pages<'a, Self> {
                crate::Pages::new(self)
            }
        }
    };
}
pub(crate) use paged;
