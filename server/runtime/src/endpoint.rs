//! Types from which dropshot describes an operation. dropshot asks an endpoint's types for their metadata; here the
//! metadata belongs to the operation's table.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use async_trait::async_trait;
use dropshot::{
    ApiEndpoint, ApiEndpointBodyContentType, ApiEndpointParameter, ApiEndpointParameterLocation,
    ApiEndpointResponse, ApiEndpointVersions, Body, ErrorStatusCode, ExclusiveExtractor, ExtensionMode,
    ExtractorMetadata, Header, HttpError, HttpResponse, HttpResponseDeleted, HttpResponseError,
    HttpResponseOk, Path, Query, RawRequest, RequestContext, ServerContext, SharedExtractor, TypedBody,
};
use http::{Method, Request, Response, StatusCode};
use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;
use serde::{Serialize, Serializer};

use super::describe::{
    AnyPathParameter, Described, ErrorBody, HeaderParameters, Part as _, PathParameters, QueryParameters,
    RequestBody, SuccessBody,
};
use super::error::ParameterLocation;
use super::handler::Handler;
use super::operation::Operation;
use super::request::segments;

/// Returns the endpoint of operation `O` at `path`.
pub(super) fn described<O: Operation, C: ServerContext>(
    path: &str,
    handler: Arc<dyn Handler<C>>,
) -> ApiEndpoint<C> {
    let operation = O::table();
    let handle = move |cx: RequestContext<C>, request: OperationRequest<O>| {
        let handler = Arc::clone(&handler);
        async move {
            let response = handler.handle(&cx, request.request.into_body()).await;
            Ok::<_, OperationError<O>>(OperationResponse { response, operation: PhantomData::<O> })
        }
    };
    ApiEndpoint::new(
        operation.id.clone(),
        handle,
        operation.method.clone(),
        operation.body.as_ref().map_or("application/json", |body| body.media_type.name()),
        path,
        ApiEndpointVersions::All,
    )
    .summary(&operation.summary)
    .tag(&operation.tag)
}

/// Returns an endpoint that several operations share, and that no description shows.
pub(super) fn hidden<C: ServerContext>(
    path: &str,
    method: &Method,
    handler: Arc<dyn Handler<C>>,
) -> ApiEndpoint<C> {
    let handle = move |cx: RequestContext<C>, request: RawRequest| {
        let handler = Arc::clone(&handler);
        async move { Ok::<_, HttpError>(handler.handle(&cx, request.into_inner().into_body()).await) }
    };
    let mut endpoint = ApiEndpoint::new(
        format!("{method} {path}"),
        handle,
        method.clone(),
        "application/json",
        path,
        ApiEndpointVersions::All,
    )
    .visible(false);
    let variables = segments(path).filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    endpoint.parameters = variables.map(path_parameter).collect();
    endpoint
}

/// Returns the declaration of a path variable, which dropshot requires.
fn path_parameter(name: &str) -> ApiEndpointParameter {
    let mut template =
        <Path<Described<AnyPathParameter>> as SharedExtractor>::metadata(ApiEndpointBodyContentType::Json);
    let schema = template.parameters.remove(0).schema;
    ApiEndpointParameter::new_named(
        &ApiEndpointParameterLocation::Path,
        name.to_owned(),
        None,
        true,
        schema,
        Vec::new(),
    )
}

/// The request of operation `O`, which [`Call`](super::Call) reads.
#[derive(Debug)]
pub(super) struct OperationRequest<O> {
    request: Request<Body>,
    operation: PhantomData<O>,
}

#[async_trait]
impl<O: Operation> ExclusiveExtractor for OperationRequest<O> {
    async fn from_request<C: ServerContext>(
        _: &RequestContext<C>,
        request: Request<Body>,
    ) -> Result<Self, HttpError> {
        Ok(Self { request, operation: PhantomData })
    }

    fn metadata(content_type: ApiEndpointBodyContentType) -> ExtractorMetadata {
        let has = |place| O::table().parameters.iter().any(|parameter| parameter.place == place);
        let mut parameters = Vec::new();
        let mut add = |metadata: ExtractorMetadata| parameters.extend(metadata.parameters);
        if has(ParameterLocation::Path) {
            add(<Path<Described<PathParameters<O>>> as SharedExtractor>::metadata(content_type.clone()));
        }
        if has(ParameterLocation::Query) {
            add(<Query<Described<QueryParameters<O>>> as SharedExtractor>::metadata(content_type.clone()));
        }
        if has(ParameterLocation::Header) {
            add(<Header<Described<HeaderParameters<O>>> as SharedExtractor>::metadata(content_type.clone()));
        }
        if O::table().body.is_some() {
            add(<TypedBody<Described<RequestBody<O>>> as ExclusiveExtractor>::metadata(content_type));
        }
        ExtractorMetadata { extension_mode: ExtensionMode::None, parameters }
    }
}

/// The response of operation `O`, described by its first documented success.
#[derive(Debug)]
pub(super) struct OperationResponse<O> {
    response: Response<Body>,
    operation: PhantomData<O>,
}

impl<O: Operation> HttpResponse for OperationResponse<O> {
    fn to_result(self) -> Result<Response<Body>, HttpError> {
        Ok(self.response)
    }

    fn response_metadata() -> ApiEndpointResponse {
        let success = O::table().success();
        let mut metadata = match &success.body {
            Some(_) => HttpResponseOk::<Described<SuccessBody<O>>>::response_metadata(),
            None => HttpResponseDeleted::response_metadata(),
        };
        metadata.success = StatusCode::from_u16(success.status).ok();
        metadata
    }

    fn status_code(&self) -> StatusCode {
        self.response.status()
    }
}

/// The errors of operation `O`, described by its first documented failure. Only dropshot's own errors become one:
/// handlers return errors as responses.
#[derive(Debug)]
pub(super) struct OperationError<O> {
    error: HttpError,
    operation: PhantomData<O>,
}

impl<O> From<HttpError> for OperationError<O> {
    fn from(error: HttpError) -> Self {
        Self { error, operation: PhantomData }
    }
}

impl<O> fmt::Display for OperationError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error.internal_message)
    }
}

impl<O> Serialize for OperationError<O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.error.external_message)
    }
}

impl<O: Operation> JsonSchema for OperationError<O> {
    fn schema_name() -> String {
        "OperationError".to_owned()
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        ErrorBody::<O>::schema(generator)
    }
}

impl<O: Operation> HttpResponseError for OperationError<O> {
    fn status_code(&self) -> ErrorStatusCode {
        self.error.status_code
    }
}
