// @generated from openapi/names.yaml by `cargo xtask generate`. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};

#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Parcel {
        pub carrier: ParcelCarrier,
        #[serde(default, skip_serializing_if = "std::vec::Vec::is_empty")]
        pub parts: std::vec::Vec<Parcel>,
    }

    impl Parcel {
        pub fn builder() -> builder::Parcel {
            Default::default()
        }
    }

    #[derive(
        serde::Deserialize,
        serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ParcelCarrier {
        #[serde(rename = "::express")]
        Express,
        #[serde(rename = "std::vec::Vec")]
        StdVecVec,
        #[serde(rename = "plain")]
        Plain,
    }

    impl std::fmt::Display for ParcelCarrier {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::Express => f.write_str("::express"),
                Self::StdVecVec => f.write_str("std::vec::Vec"),
                Self::Plain => f.write_str("plain"),
            }
        }
    }

    impl std::str::FromStr for ParcelCarrier {
        type Err = self::error::ConversionError;

        fn from_str(
            value: &str,
        ) -> std::result::Result<Self, self::error::ConversionError> {
            match value {
                "::express" => Ok(Self::Express),
                "std::vec::Vec" => Ok(Self::StdVecVec),
                "plain" => Ok(Self::Plain),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for ParcelCarrier {
        type Error = self::error::ConversionError;

        fn try_from(
            value: &str,
        ) -> std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for ParcelCarrier {
        type Error = self::error::ConversionError;

        fn try_from(
            value: String,
        ) -> std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug, Default)]
    pub struct ParcelUpdate {
        /// Null removes it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub note: Option<crate::formats::Nullable<String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub parts: Option<std::vec::Vec<String>>,
    }

    impl ParcelUpdate {
        pub fn builder() -> builder::ParcelUpdate {
            Default::default()
        }
    }

    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Result {
        pub reason: String,
    }

    impl Result {
        pub fn builder() -> builder::Result {
            Default::default()
        }
    }

    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Vec {
        pub secret: crate::formats::Secret,
    }

    impl Vec {
        pub fn builder() -> builder::Vec {
            Default::default()
        }
    }

    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct Parcel {
            pub(crate) carrier: std::result::Result<super::ParcelCarrier, String>,
            pub(crate) parts: std::result::Result<std::vec::Vec<super::Parcel>, String>,
        }

        impl Default for Parcel {
            fn default() -> Self {
                Self {
                    carrier: Err("no value supplied for carrier".to_string()),
                    parts: Ok(Default::default()),
                }
            }
        }

        impl Parcel {
            pub fn carrier<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::ParcelCarrier>,
                T::Error: std::fmt::Display,
            {
                self.carrier = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for carrier: {e}")
                    });
                self
            }

            pub fn parts<T>(mut self, value: T) -> Self
            where
                T: TryInto<std::vec::Vec<super::Parcel>>,
                T::Error: std::fmt::Display,
            {
                self.parts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for parts: {e}")
                    });
                self
            }
        }

        impl TryFrom<Parcel> for super::Parcel {
            type Error = super::error::ConversionError;

            fn try_from(
                value: Parcel,
            ) -> std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    carrier: value.carrier?,
                    parts: value.parts?,
                })
            }
        }

        impl From<super::Parcel> for Parcel {
            fn from(value: super::Parcel) -> Self {
                Self {
                    carrier: Ok(value.carrier),
                    parts: Ok(value.parts),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ParcelUpdate {
            pub(crate) note: std::result::Result<
                Option<crate::formats::Nullable<String>>,
                String,
            >,
            pub(crate) parts: std::result::Result<Option<std::vec::Vec<String>>, String>,
        }

        impl Default for ParcelUpdate {
            fn default() -> Self {
                Self {
                    note: Ok(Default::default()),
                    parts: Ok(Default::default()),
                }
            }
        }

        impl ParcelUpdate {
            pub fn note<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Nullable<String>>>,
                T::Error: std::fmt::Display,
            {
                self.note = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for note: {e}")
                    });
                self
            }

            pub fn parts<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<std::vec::Vec<String>>>,
                T::Error: std::fmt::Display,
            {
                self.parts = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for parts: {e}")
                    });
                self
            }
        }

        impl TryFrom<ParcelUpdate> for super::ParcelUpdate {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ParcelUpdate,
            ) -> std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    note: value.note?,
                    parts: value.parts?,
                })
            }
        }

        impl From<super::ParcelUpdate> for ParcelUpdate {
            fn from(value: super::ParcelUpdate) -> Self {
                Self {
                    note: Ok(value.note),
                    parts: Ok(value.parts),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Result {
            pub(crate) reason: std::result::Result<String, String>,
        }

        impl Default for Result {
            fn default() -> Self {
                Self {
                    reason: Err("no value supplied for reason".to_string()),
                }
            }
        }

        impl Result {
            pub fn reason<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reason: {e}")
                    });
                self
            }
        }

        impl TryFrom<Result> for super::Result {
            type Error = super::error::ConversionError;

            fn try_from(
                value: Result,
            ) -> std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { reason: value.reason? })
            }
        }

        impl From<super::Result> for Result {
            fn from(value: super::Result) -> Self {
                Self { reason: Ok(value.reason) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Vec {
            pub(crate) secret: std::result::Result<crate::formats::Secret, String>,
        }

        impl Default for Vec {
            fn default() -> Self {
                Self {
                    secret: Err("no value supplied for secret".to_string()),
                }
            }
        }

        impl Vec {
            pub fn secret<T>(mut self, value: T) -> Self
            where
                T: TryInto<crate::formats::Secret>,
                T::Error: std::fmt::Display,
            {
                self.secret = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for secret: {e}")
                    });
                self
            }
        }

        impl TryFrom<Vec> for super::Vec {
            type Error = super::error::ConversionError;

            fn try_from(
                value: Vec,
            ) -> std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { secret: value.secret? })
            }
        }

        impl From<super::Vec> for Vec {
            fn from(value: super::Vec) -> Self {
                Self { secret: Ok(value.secret) }
            }
        }
    }

    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(std::borrow::Cow<'static, str>);

        impl std::error::Error for ConversionError {}

        impl std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut std::fmt::Formatter<'_>,
            ) -> Result<(), std::fmt::Error> {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut std::fmt::Formatter<'_>,
            ) -> Result<(), std::fmt::Error> {
                std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }

        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}

/// Client for Parcels
///
/// Names that progenitor's code uses too.
///
/// Version: 2.1.0
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::runtime::Runtime,
}

impl Client {
    /// Create a new client.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: crate::runtime::Runtime) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = std::time::Duration::from_secs(15);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };

        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }

    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    ///
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: crate::runtime::Runtime,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}

impl ClientInfo<crate::runtime::Runtime> for Client {
    fn api_version() -> &'static str {
        "2.1.0"
    }

    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }

    fn client(&self) -> &reqwest::Client {
        &self.client
    }

    fn inner(&self) -> &crate::runtime::Runtime {
        &self.inner
    }
}

impl ClientHooks<crate::runtime::Runtime> for &Client {}

impl Client {
    /// Sends a `POST` request to `/keys`
    ///
    /// ```text
    /// let response = client.key_create()
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn key_create(&self) -> builder::KeyCreate<'_> {
        builder::KeyCreate::new(self)
    }

    /// Sends a `GET` request to `/labels/{id}`
    ///
    /// ```text
    /// let response = client.label_print()
    ///     .id(id)
    ///     .send()
    ///     .await;
    /// ```
    pub fn label_print(&self) -> builder::LabelPrint<'_> {
        builder::LabelPrint::new(self)
    }

    /// View a parcel
    ///
    /// Any carrier:
    ///
    /// ```text
    /// GET /parcels/1
    /// ```
    ///
    /// Sends a `GET` request to `/parcels/{url}`
    ///
    /// ```text
    /// let response = client.parcel_view()
    ///     .url(url)
    ///     .client(client)
    ///     .info(info)
    ///     .request(request)
    ///     .response(response)
    ///     .result(result)
    ///     .api_version(api_version)
    ///     .send()
    ///     .await;
    /// ```
    pub fn parcel_view(&self) -> builder::ParcelView<'_> {
        builder::ParcelView::new(self)
    }

    /// Sends a `PATCH` request to `/parcels/{url}`
    ///
    /// ```text
    /// let response = client.parcel_update()
    ///     .url(url)
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn parcel_update(&self) -> builder::ParcelUpdate<'_> {
        builder::ParcelUpdate::new(self)
    }
}

/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::types;

    #[allow(unused_imports)]
    use super::{
        encode_path, ByteStream, ClientInfo, ClientHooks, Error, OperationInfo,
        RequestBuilderExt, ResponseValue,
    };

    /// Builder for [`Client::key_create`]
    ///
    /// [`Client::key_create`]: super::Client::key_create
    #[derive(Debug, Clone)]
    pub struct KeyCreate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) body: Result<types::builder::Vec, String>,
    }

    impl<'a> KeyCreate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::Vec>,
            <V as TryInto<types::Vec>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Vec` for body failed: {}", s));
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::Vec) -> types::builder::Vec,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/keys`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::Vec::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/keys", client.baseurl,);
            let mut header_map = reqwest::header::HeaderMap::with_capacity(1);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );

            #[allow(unused_mut)]
            let mut request = client
                .client
                .post(url)
                .form_urlencoded(&body)?
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "key_create",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::label_print`]
    ///
    /// [`Client::label_print`]: super::Client::label_print
    #[derive(Debug, Clone)]
    pub struct LabelPrint<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) id: Result<i32, String>,
    }

    impl<'a> LabelPrint<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                id: Err("id was not initialized".to_string()),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: TryInto<i32>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `i32` for id failed".to_string());
            self
        }

        /// Sends a `GET` request to `/labels/{id}`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/labels/{}", client.baseurl, encode_path(& id.to_string()),
            );
            let mut header_map = reqwest::header::HeaderMap::with_capacity(1);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );

            #[allow(unused_mut)]
            let mut request = client.client.get(url).headers(header_map).build()?;
            let info = OperationInfo {
                operation_id: "label_print",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200..=299 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::parcel_view`]
    ///
    /// [`Client::parcel_view`]: super::Client::parcel_view
    #[derive(Debug, Clone)]
    pub struct ParcelView<'a> {
        pub(crate) _client: &'a super::Client,
        pub(crate) url: Result<String, String>,
        pub(crate) client: Result<Option<String>, String>,
        pub(crate) info: Result<Option<bool>, String>,
        pub(crate) request: Result<Option<String>, String>,
        pub(crate) response: Result<Option<String>, String>,
        pub(crate) result: Result<Option<std::vec::Vec<String>>, String>,
        pub(crate) api_version: Result<String, String>,
    }

    impl<'a> ParcelView<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                _client: client,
                url: Err("url was not initialized".to_string()),
                client: Ok(None),
                info: Ok(None),
                request: Ok(None),
                response: Ok(None),
                result: Ok(None),
                api_version: Err("api_version was not initialized".to_string()),
            }
        }

        pub fn url<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.url = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for url failed"
                        .to_string()
                });
            self
        }

        pub fn client<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.client = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for client failed"
                        .to_string()
                });
            self
        }

        pub fn info<V>(mut self, value: V) -> Self
        where
            V: TryInto<bool>,
        {
            self.info = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `bool` for info failed".to_string());
            self
        }

        pub fn request<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.request = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for request failed"
                        .to_string()
                });
            self
        }

        pub fn response<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.response = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for response failed"
                        .to_string()
                });
            self
        }

        pub fn result<V>(mut self, value: V) -> Self
        where
            V: TryInto<std::vec::Vec<String>>,
        {
            self.result = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for result failed"
                        .to_string()
                });
            self
        }

        pub fn api_version<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.api_version = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for api_version failed"
                        .to_string()
                });
            self
        }

        /// Sends a `GET` request to `/parcels/{url}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Parcel>, Error<types::Result>> {
            let Self {
                _client,
                url,
                client,
                info,
                request,
                response,
                result,
                api_version,
            } = self;
            let url = url.map_err(Error::InvalidRequest)?;
            let client = client.map_err(Error::InvalidRequest)?;
            let info = info.map_err(Error::InvalidRequest)?;
            let request = request.map_err(Error::InvalidRequest)?;
            let response = response.map_err(Error::InvalidRequest)?;
            let result = result.map_err(Error::InvalidRequest)?;
            let api_version = api_version.map_err(Error::InvalidRequest)?;
            let _url = format!(
                "{}/parcels/{}", _client.baseurl, encode_path(& url.to_string()),
            );
            let mut header_map = reqwest::header::HeaderMap::with_capacity(2);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );
            header_map.append("api-version", api_version.to_string().try_into()?);

            #[allow(unused_mut)]
            let mut _request = _client
                .client
                .get(_url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&progenitor_client::QueryParam::new("client", &client))
                .query(&progenitor_client::QueryParam::new("info", &info))
                .query(&progenitor_client::QueryParam::new("request", &request))
                .query(&progenitor_client::QueryParam::new("response", &response))
                .query(&progenitor_client::QueryParam::new("result", &result))
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "parcel_view",
            };
            _client.pre(&mut _request, &info).await?;
            let _result = _client.exec(_request, &info).await;
            _client.post(&_result, &info).await?;
            let _response = _result?;
            match _response.status().as_u16() {
                200 => ResponseValue::from_response(_response).await,
                404 | 410 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(_response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(_response)),
            }
        }
    }

    /// Builder for [`Client::parcel_update`]
    ///
    /// [`Client::parcel_update`]: super::Client::parcel_update
    #[derive(Debug, Clone)]
    pub struct ParcelUpdate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) url: Result<String, String>,
        pub(crate) body: Result<types::builder::ParcelUpdate, String>,
    }

    impl<'a> ParcelUpdate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                url: Err("url was not initialized".to_string()),
                body: Ok(Default::default()),
            }
        }

        pub fn url<V>(mut self, value: V) -> Self
        where
            V: TryInto<String>,
        {
            self.url = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for url failed"
                        .to_string()
                });
            self
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::ParcelUpdate>,
            <V as TryInto<types::ParcelUpdate>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `ParcelUpdate` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::ParcelUpdate) -> types::builder::ParcelUpdate,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `PATCH` request to `/parcels/{url}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let Self { client, url, body } = self;
            let url = url.map_err(Error::InvalidRequest)?;
            let body = body
                .and_then(|v| {
                    types::ParcelUpdate::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let _url = format!(
                "{}/parcels/{}", client.baseurl, encode_path(& url.to_string()),
            );
            let mut header_map = reqwest::header::HeaderMap::with_capacity(1);
            header_map
                .append(
                    reqwest::header::HeaderName::from_static("api-version"),
                    reqwest::header::HeaderValue::from_static(
                        super::Client::api_version(),
                    ),
                );

            #[allow(unused_mut)]
            let mut request = client
                .client
                .patch(_url)
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "parcel_update",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
}

/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}

/// Credential and idempotency of each operation, as documented.
pub(crate) const OPERATIONS: &[crate::runtime::OperationTraits] = {
    use crate::runtime::OperationTraits;
    &[
        OperationTraits {
            operation: "key_create",
            anonymous: true,
            idempotent: false,
        },
        OperationTraits {
            operation: "label_print",
            anonymous: true,
            idempotent: true,
        },
        OperationTraits {
            operation: "parcel_view",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "parcel_update",
            anonymous: false,
            idempotent: true,
        },
    ]
};
