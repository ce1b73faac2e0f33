// @generated from openapi/dezwork.yaml by `cargo xtask generate`. Do not edit.

//! Dezwork, clientes: the interface of a server for `openapi/dezwork.yaml`.

use std::future::Future;

use chrono::NaiveDate;
use dropshot::{ApiDescription, ApiDescriptionRegisterError, ServerContext};
use serde::{Deserialize, Serialize};
use dropshot_openapi::{
    AuthError, Endpoint, InternalError, RequestError, RequestContext, Secret, Runtime,
    endpoint,
};

/// The interface of a server for Dezwork, clientes.
pub trait Dezwork: Send + Sync + 'static {
    /// The server's state.
    type Context: ServerContext;

    /// A caller authenticated by `accountToken`.
    type AccountToken: Send + Sync;

    /// Authenticates a caller by `accountToken`.
    ///
    /// O token da conta. Em um servidor de demonstração: `demo-token`.
    fn account_token(
        cx: &RequestContext<Self::Context>,
        key: &str,
    ) -> impl Future<Output = Result<Self::AccountToken, AuthError>> + Send;

    /// Converts a request error to the body of an error response.
    fn erro(cx: &RequestContext<Self::Context>, error: RequestError) -> Erro;

    /// Atualizar cliente
    ///
    /// `PUT /v1/clientes`
    ///
    /// Altera um cliente da conta. O `id` vai **no corpo**, não no caminho.
    ///
    /// Decision: só muda o que é enviado; o resto fica como está. `{"id": 1, "active": false}` apenas
    /// desativa o cliente.
    ///
    /// Decision: `addresses`, quando enviado, **substitui a lista inteira**: um endereço que não vem é
    /// excluído, e uma lista vazia exclui todos. Um endereço com o `id` de um endereço deste cliente mantém
    /// esse `id`; qualquer outro `id` é ignorado, e o endereço recebe um novo. O mesmo `id` duas vezes é
    /// `EPI`.
    ///
    /// Decision: o cliente tem de ficar completo. Quem passa de PF a PJ precisa de `tradingName`,
    /// `stateRegister` e um CNPJ, enviados agora ou já cadastrados, e o contrário do mesmo modo: senão,
    /// `400`.
    fn cliente_update(
        cx: &RequestContext<Self::Context>,
        account_token: Self::AccountToken,
        request: ClienteUpdateRequest,
    ) -> impl Future<Output = Result<ClienteUpdateResponse, ClienteUpdateError>> + Send;

    /// Adicionar cliente
    ///
    /// `POST /v1/clientes`
    ///
    /// Adiciona um cliente à conta, com os seus endereços.
    ///
    /// Um PF precisa também de `birthDate` e `gender`, um PJ de `tradingName` e `stateRegister`: sem eles,
    /// `400` com `EPT`. Decision: um documento que já é de outro cliente da conta é `409` com `EDU`.
    fn cliente_create(
        cx: &RequestContext<Self::Context>,
        account_token: Self::AccountToken,
        request: ClienteCreateRequest,
    ) -> impl Future<Output = Result<ClienteCreateResponse, ClienteCreateError>> + Send;

    /// Consultar clientes
    ///
    /// `GET /v1/clientes/pagina/{numero}`
    ///
    /// Os clientes da conta, 50 por página. A primeira página é a 1.
    ///
    /// Decision: na ordem em que foram adicionados. Uma página além do fim é vazia, e é assim que se sabe
    /// que a lista acabou: a resposta não diz quantos clientes há.
    ///
    /// Atenção: na lista, a data de nascimento chama-se `birthdate`.
    fn cliente_list(
        cx: &RequestContext<Self::Context>,
        account_token: Self::AccountToken,
        request: ClienteListRequest,
    ) -> impl Future<Output = Result<ClienteListResponse, ClienteListError>> + Send;

    /// Consultar cliente por ID
    ///
    /// `GET /v1/clientes/{id}`
    ///
    /// Um cliente da conta.
    ///
    /// Decision: um `id` que não é um número é `400` com `EPI`; um que não existe, `404` com `ENE`.
    fn cliente_view(
        cx: &RequestContext<Self::Context>,
        account_token: Self::AccountToken,
        request: ClienteViewRequest,
    ) -> impl Future<Output = Result<ClienteViewResponse, ClienteViewError>> + Send;

    /// Excluir cliente
    ///
    /// `DELETE /v1/clientes/{id}`
    ///
    /// Exclui um cliente da conta, com os seus endereços, e responde com ele como era.
    ///
    /// Decision: o documento fica livre e pode ser cadastrado de novo; o `id` não volta a ser usado.
    fn cliente_delete(
        cx: &RequestContext<Self::Context>,
        account_token: Self::AccountToken,
        request: ClienteDeleteRequest,
    ) -> impl Future<Output = Result<ClienteDeleteResponse, ClienteDeleteError>> + Send;
}

/// The request of `cliente_update`.
#[derive(Debug, Deserialize)]
pub struct ClienteUpdateRequest {
    /// O `id` do cliente e o que muda nele.
    pub body: AlteracaoCliente,
}

/// The successful responses of `cliente_update`.
#[derive(Debug)]
pub enum ClienteUpdateResponse {
    /// 200: O cliente como está agora.
    Ok(ClienteEnvelope),
}

/// The errors of `cliente_update`.
#[derive(Debug)]
pub enum ClienteUpdateError {
    /// 400: Há algum problema nos parâmetros enviados. `errorMessage` diz quais e por quê.
    BadRequest(Erro),
    /// 401: O token da conta está ausente ou errado.
    Unauthorized(Erro),
    /// 404: A conta não tem este cliente.
    NotFound(Erro),
    /// 409: O documento já é de outro cliente da conta (`EDU`). Decision: também o que só o cliente como
    /// ele está, ou o dia de hoje, não deixam valer: o que fica faltando ao mudar de PF para PJ ou de PJ
    /// para PF (`EPT`), um documento que não é desse tipo, um endereço que vem duas vezes, uma data de
    /// nascimento no futuro (`EPI`).
    Conflict(Erro),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ClienteUpdateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `cliente_create`.
#[derive(Debug, Deserialize)]
pub struct ClienteCreateRequest {
    /// O cliente a adicionar.
    pub body: NovoCliente,
}

/// The successful responses of `cliente_create`.
#[derive(Debug)]
pub enum ClienteCreateResponse {
    /// 201: O cliente foi adicionado.
    Created(ClienteEnvelope),
}

/// The errors of `cliente_create`.
#[derive(Debug)]
pub enum ClienteCreateError {
    /// 400: Há algum problema nos parâmetros enviados. `errorMessage` diz quais e por quê.
    BadRequest(Erro),
    /// 401: O token da conta está ausente ou errado.
    Unauthorized(Erro),
    /// 409: O documento já é de outro cliente da conta (`EDU`). Decision: também uma data de nascimento que
    /// hoje está no futuro (`EPI`).
    Conflict(Erro),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ClienteCreateError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `cliente_list`.
#[derive(Debug, Deserialize)]
pub struct ClienteListRequest {
    /// O número da página, a partir de 1.
    pub numero: i32,
}

/// The successful responses of `cliente_list`.
#[derive(Debug)]
pub enum ClienteListResponse {
    /// 200: Uma página de clientes.
    Ok(ClientePagina),
}

/// The errors of `cliente_list`.
#[derive(Debug)]
pub enum ClienteListError {
    /// 400: O número da página não é um número a partir de 1.
    BadRequest(Erro),
    /// 401: O token da conta está ausente ou errado.
    Unauthorized(Erro),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ClienteListError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `cliente_view`.
#[derive(Debug, Deserialize)]
pub struct ClienteViewRequest {
    /// O ID do cliente.
    pub id: i64,
}

/// The successful responses of `cliente_view`.
#[derive(Debug)]
pub enum ClienteViewResponse {
    /// 200: O cliente.
    Ok(ClienteEnvelope),
}

/// The errors of `cliente_view`.
#[derive(Debug)]
pub enum ClienteViewError {
    /// 400: O `id` não é um número a partir de 1.
    BadRequest(Erro),
    /// 401: O token da conta está ausente ou errado.
    Unauthorized(Erro),
    /// 404: A conta não tem este cliente.
    NotFound(Erro),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ClienteViewError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// The request of `cliente_delete`.
#[derive(Debug, Deserialize)]
pub struct ClienteDeleteRequest {
    /// O ID do cliente.
    pub id: i64,
}

/// The successful responses of `cliente_delete`.
#[derive(Debug)]
pub enum ClienteDeleteResponse {
    /// 200: O cliente que foi excluído.
    Ok(ClienteEnvelope),
}

/// The errors of `cliente_delete`.
#[derive(Debug)]
pub enum ClienteDeleteError {
    /// 400: O `id` não é um número a partir de 1.
    BadRequest(Erro),
    /// 401: O token da conta está ausente ou errado.
    Unauthorized(Erro),
    /// 404: A conta não tem este cliente.
    NotFound(Erro),
    /// An internal error, which the document does not list.
    Internal(InternalError),
}

impl From<InternalError> for ClienteDeleteError {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

/// Pessoa física (`PF`) ou pessoa jurídica (`PJ`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TipoCliente {
    /// `PF`
    #[serde(rename = "PF")]
    Pf,
    /// `PJ`
    #[serde(rename = "PJ")]
    Pj,
}

/// `"1"` é feminino, `"2"` é masculino.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GeneroDigito {
    /// `1`
    #[serde(rename = "1")]
    N1,
    /// `2`
    #[serde(rename = "2")]
    N2,
}

/// Gênero do cliente: 1 é feminino, 2 é masculino, como número ou como texto. Obrigatório para PF.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Genero {
    /// 1 é feminino, 2 é masculino.
    Integer(i32),
    /// `"1"` é feminino, `"2"` é masculino.
    GeneroDigito(GeneroDigito),
}

/// Gênero do cliente. O fornecedor mostra `Feminino`. Decision: o outro é `Masculino`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GeneroNome {
    /// `Feminino`
    Feminino,
    /// `Masculino`
    Masculino,
}

/// `"1"` é ativo, `"0"` é inativo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AtivoDigito {
    /// `1`
    #[serde(rename = "1")]
    N1,
    /// `0`
    #[serde(rename = "0")]
    N0,
}

/// Ativo ou não, como booleano ou como texto. Este servidor responde sempre com `"1"` ou `"0"`; o
/// fornecedor mostra também `true`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Ativo {
    /// `true` é ativo, `false` é inativo.
    Boolean(bool),
    /// `"1"` é ativo, `"0"` é inativo.
    AtivoDigito(AtivoDigito),
}

/// Tipo do endereço, como número ou como texto. Este servidor responde sempre com o número. O
/// fornecedor mostra apenas 1 e não lista os valores. Decision: de 1 a 99.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TipoEndereco {
    /// O tipo como número.
    Integer(i32),
    /// O tipo como texto.
    String(String),
}

/// Um endereço a adicionar. Decision: quais campos são obrigatórios, porque o fornecedor não diz.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NovoEndereco {
    /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
    pub street: String,
    /// O número no logradouro, como texto: `17`, `17 B`, `S/N`. Decision: de 1 a 20 caracteres.
    pub number: String,
    /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que
    /// não informado.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complement: Option<String>,
    /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
    pub district: String,
    /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
    pub city: String,
    /// A sigla do estado. Decision: duas letras, sem conferir se o estado existe.
    pub state: String,
    /// O CEP, com ou sem hífen. Este servidor responde sempre sem.
    pub postcode: String,
    /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que
    /// não informado.
    #[serde(rename = "responsibleName", skip_serializing_if = "Option::is_none")]
    pub responsible_name: Option<String>,
    /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que
    /// não informado.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Tipo do endereço, como número ou como texto. Decision: 1 quando não informado.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<TipoEndereco>,
    /// Endereço ativo? Decision: sim quando não informado. As respostas não o mostram.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<Ativo>,
}

/// Um endereço da nova lista. Com o `id` de um endereço do cliente, mantém esse `id`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlteracaoEndereco {
    /// O ID do endereço que continua. Decision: sem `id`, ou com um que não é deste cliente, o endereço é
    /// novo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
    pub street: String,
    /// O número no logradouro, como texto: `17`, `17 B`, `S/N`. Decision: de 1 a 20 caracteres.
    pub number: String,
    /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que
    /// não informado.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complement: Option<String>,
    /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
    pub district: String,
    /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
    pub city: String,
    /// A sigla do estado. Decision: duas letras, sem conferir se o estado existe.
    pub state: String,
    /// O CEP, com ou sem hífen. Este servidor responde sempre sem.
    pub postcode: String,
    /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que
    /// não informado.
    #[serde(rename = "responsibleName", skip_serializing_if = "Option::is_none")]
    pub responsible_name: Option<String>,
    /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que
    /// não informado.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Tipo do endereço, como número ou como texto. Decision: 1 quando não informado.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<TipoEndereco>,
    /// Endereço ativo? Decision: quando não informado, um endereço que continua fica como estava, porque as
    /// respostas não o mostram, e um novo fica ativo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<Ativo>,
}

/// Um endereço de um cliente.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Endereco {
    /// O ID do endereço.
    pub id: i64,
    /// O ID do cliente. Este servidor o mostra sempre; o fornecedor, na lista, às vezes não.
    #[serde(rename = "idClient", skip_serializing_if = "Option::is_none")]
    pub id_client: Option<i64>,
    /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
    pub street: String,
    /// O número no logradouro. Este servidor responde em maiúsculas.
    pub number: String,
    /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complement: Option<String>,
    /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
    pub district: String,
    /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
    pub city: String,
    /// A sigla do estado. Decision: duas letras, sem conferir se o estado existe.
    pub state: String,
    /// O CEP, com ou sem hífen. Este servidor responde sempre sem.
    pub postcode: String,
    /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
    #[serde(rename = "responsibleName", skip_serializing_if = "Option::is_none")]
    pub responsible_name: Option<String>,
    /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Tipo do endereço, como número ou como texto. Este servidor responde sempre com o número. O
    /// fornecedor mostra apenas 1 e não lista os valores. Decision: de 1 a 99.
    #[serde(rename = "type")]
    pub type_: TipoEndereco,
}

/// Um cliente a adicionar. A tabela do fornecedor escreve `Tipo`; o exemplo, `type`: vale o exemplo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NovoCliente {
    /// Pessoa física (`PF`) ou pessoa jurídica (`PJ`).
    #[serde(rename = "type")]
    pub type_: TipoCliente,
    /// Nome ou razão social do cliente. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em
    /// branco.
    pub name: String,
    /// Nome fantasia do cliente. Obrigatório para PJ. Decision: de 1 a 255 caracteres, não em branco.
    #[serde(rename = "tradingName", skip_serializing_if = "Option::is_none")]
    pub trading_name: Option<String>,
    /// Inscrição estadual do cliente, ou `ISENTO`. Obrigatória para PJ. Decision: de 1 a 30 caracteres, sem
    /// conferir o número.
    #[serde(rename = "stateRegister", skip_serializing_if = "Option::is_none")]
    pub state_register: Option<String>,
    /// O CPF de uma PF, o CNPJ de uma PJ, com ou sem pontuação.
    pub document: String,
    /// Telefone do cliente com DDD, de oito ou nove dígitos, com ou sem pontuação. Decision: sem o código
    /// do país.
    pub phone: String,
    /// Data de nascimento no formato AAAA-MM-DD. Obrigatória para PF. Decision: não pode estar no futuro
    /// (`409`, `EPI`).
    #[serde(rename = "birthDate", skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// O mesmo que `birthDate`, como o fornecedor também escreve.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<NaiveDate>,
    /// E-mail do cliente. A tabela do fornecedor o chama de `decimal`; o exemplo mostra um texto. Decision:
    /// vários clientes podem ter o mesmo.
    pub mail: String,
    /// A primeira senha do cliente. Decision: de 1 a 128 caracteres, guardada só como hash Argon2id; não
    /// pode ser `********`, que as respostas mostram no lugar dela.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    /// Gênero do cliente: 1 é feminino, 2 é masculino, como número ou como texto. Obrigatório para PF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Genero>,
    /// Cliente ativo? Decision: sim quando não informado.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<Ativo>,
    /// Endereços do cliente. Decision: até 50; a lista pode ser vazia.
    pub addresses: Vec<NovoEndereco>,
}

/// O que muda em um cliente. O que não vem fica como está.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlteracaoCliente {
    /// O ID do cliente.
    pub id: i64,
    /// Pessoa física (`PF`) ou pessoa jurídica (`PJ`).
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<TipoCliente>,
    /// Nome ou razão social do cliente. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em
    /// branco.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Nome fantasia do cliente. Obrigatório para PJ. Decision: de 1 a 255 caracteres, não em branco.
    #[serde(rename = "tradingName", skip_serializing_if = "Option::is_none")]
    pub trading_name: Option<String>,
    /// Inscrição estadual do cliente, ou `ISENTO`. Obrigatória para PJ. Decision: de 1 a 30 caracteres, sem
    /// conferir o número.
    #[serde(rename = "stateRegister", skip_serializing_if = "Option::is_none")]
    pub state_register: Option<String>,
    /// CPF (PF) ou CNPJ (PJ) do cliente, com ou sem pontuação. Decision: os dígitos verificadores são
    /// conferidos, e o CNPJ pode ter letras, como os que a Receita Federal emite desde 2026.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Telefone do cliente com DDD, de oito ou nove dígitos, com ou sem pontuação. Decision: sem o código
    /// do país.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Data de nascimento no formato AAAA-MM-DD. Obrigatória para PF. Decision: não pode estar no futuro
    /// (`409`, `EPI`).
    #[serde(rename = "birthDate", skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<NaiveDate>,
    /// O mesmo que `birthDate`, como o fornecedor também escreve.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<NaiveDate>,
    /// E-mail do cliente. A tabela do fornecedor o chama de `decimal`; o exemplo mostra um texto. Decision:
    /// vários clientes podem ter o mesmo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// Senha do cliente. Decision: de 1 a 128 caracteres, guardada só como hash Argon2id; `********`, que
    /// as respostas mostram, não é uma senha nova.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    /// Gênero do cliente: 1 é feminino, 2 é masculino, como número ou como texto. Obrigatório para PF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Genero>,
    /// Ativo ou não, como booleano ou como texto. Este servidor responde sempre com `"1"` ou `"0"`; o
    /// fornecedor mostra também `true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<Ativo>,
    /// A nova lista de endereços, no lugar da que existe. Decision: até 50; uma lista vazia exclui todos.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Vec<AlteracaoEndereco>>,
}

/// Um cliente da conta.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cliente {
    /// O ID do cliente.
    pub id: i64,
    /// Pessoa física (`PF`) ou pessoa jurídica (`PJ`).
    #[serde(rename = "type")]
    pub type_: TipoCliente,
    /// Nome ou razão social do cliente. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em
    /// branco.
    pub name: String,
    /// Nome fantasia do cliente. Obrigatório para PJ. Decision: de 1 a 255 caracteres, não em branco.
    #[serde(rename = "tradingName", skip_serializing_if = "Option::is_none")]
    pub trading_name: Option<String>,
    /// Inscrição estadual do cliente, ou `ISENTO`. Obrigatória para PJ. Decision: de 1 a 30 caracteres, sem
    /// conferir o número.
    #[serde(rename = "stateRegister", skip_serializing_if = "Option::is_none")]
    pub state_register: Option<String>,
    /// CPF ou CNPJ do cliente, com pontuação.
    pub document: String,
    /// Telefone do cliente com DDD, `(54)99999-9999` ou `(54)9999-9999`.
    pub phone: String,
    /// Data de nascimento no formato DD/MM/AAAA.
    #[serde(rename = "birthDate", skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// E-mail do cliente. A tabela do fornecedor o chama de `decimal`; o exemplo mostra um texto. Decision:
    /// vários clientes podem ter o mesmo.
    pub mail: String,
    /// `********` quando o cliente tem senha; ausente quando não tem. Decision: o fornecedor mostra a senha
    /// em claro, este servidor nunca.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    /// Gênero do cliente. O fornecedor mostra `Feminino`. Decision: o outro é `Masculino`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<GeneroNome>,
    /// Ativo ou não, como booleano ou como texto. Este servidor responde sempre com `"1"` ou `"0"`; o
    /// fornecedor mostra também `true`.
    pub active: Ativo,
    /// Os endereços do cliente.
    pub addresses: Vec<Endereco>,
}

/// Um cliente como a lista o mostra. Só a escrita de `birthdate` é outra.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClienteListado {
    /// O ID do cliente.
    pub id: i64,
    /// Pessoa física (`PF`) ou pessoa jurídica (`PJ`).
    #[serde(rename = "type")]
    pub type_: TipoCliente,
    /// Nome ou razão social do cliente. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em
    /// branco.
    pub name: String,
    /// Nome fantasia do cliente. Obrigatório para PJ. Decision: de 1 a 255 caracteres, não em branco.
    #[serde(rename = "tradingName", skip_serializing_if = "Option::is_none")]
    pub trading_name: Option<String>,
    /// Inscrição estadual do cliente, ou `ISENTO`. Obrigatória para PJ. Decision: de 1 a 30 caracteres, sem
    /// conferir o número.
    #[serde(rename = "stateRegister", skip_serializing_if = "Option::is_none")]
    pub state_register: Option<String>,
    /// CPF ou CNPJ do cliente, com pontuação.
    pub document: String,
    /// Telefone do cliente com DDD, `(54)99999-9999` ou `(54)9999-9999`.
    pub phone: String,
    /// Data de nascimento no formato DD/MM/AAAA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<String>,
    /// E-mail do cliente. A tabela do fornecedor o chama de `decimal`; o exemplo mostra um texto. Decision:
    /// vários clientes podem ter o mesmo.
    pub mail: String,
    /// `********` quando o cliente tem senha; ausente quando não tem. Decision: o fornecedor mostra a senha
    /// em claro, este servidor nunca.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    /// Gênero do cliente. O fornecedor mostra `Feminino`. Decision: o outro é `Masculino`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<GeneroNome>,
    /// Ativo ou não, como booleano ou como texto. Este servidor responde sempre com `"1"` ou `"0"`; o
    /// fornecedor mostra também `true`.
    pub active: Ativo,
    /// Os endereços do cliente.
    pub addresses: Vec<Endereco>,
}

/// Os dados de uma resposta com um cliente.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClienteDados {
    /// Um cliente da conta.
    pub client: Cliente,
}

/// Um cliente.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClienteEnvelope {
    /// Sempre `true`; uma falha tem o seu próprio status.
    pub success: bool,
    /// Os dados de uma resposta com um cliente.
    pub data: ClienteDados,
}

/// Os dados de uma resposta com uma página de clientes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClientePaginaDados {
    /// Os clientes desta página.
    pub clients: Vec<ClienteListado>,
}

/// Uma página de clientes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClientePagina {
    /// Sempre `true`; uma falha tem o seu próprio status.
    pub success: bool,
    /// Os dados de uma resposta com uma página de clientes.
    pub data: ClientePaginaDados,
}

/// O que deu errado.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Erro {
    /// Sempre `false`.
    pub success: bool,
    /// O código do erro. Decision: além de `EPT`, que o fornecedor documenta, este servidor usa `EPI`,
    /// `EAU`, `ENE`, `EDU` e `EIN`; o fornecedor pode ter outros.
    #[serde(rename = "errorCode")]
    pub error_code: String,
    /// O que deu errado e o que fazer, para uma pessoa ler. Decision: cortado em 4000 caracteres.
    #[serde(rename = "errorMessage")]
    pub error_message: String,
}

/// Registers every operation with dropshot, below the path prefix `mount`.
pub fn register<A: Dezwork>(
    api: &mut ApiDescription<A::Context>,
    mount: &str,
    runtime: &Runtime,
) -> Result<(), ApiDescriptionRegisterError> {
    dropshot_openapi::register(api, mount, runtime, endpoints::<A>(runtime))
}

/// Returns an endpoint for every operation.
pub fn endpoints<A: Dezwork>(runtime: &Runtime) -> Vec<Endpoint<A::Context>> {
    Vec::from([
        endpoint::<operations::ClienteUpdate, A>(runtime),
        endpoint::<operations::ClienteCreate, A>(runtime),
        endpoint::<operations::ClienteList, A>(runtime),
        endpoint::<operations::ClienteView, A>(runtime),
        endpoint::<operations::ClienteDelete, A>(runtime),
    ])
}

/// The operations as they are served: authentication, authorization, validation, responses.
pub mod operations {
    use std::sync::LazyLock;
    use http::StatusCode;
    use dropshot_openapi::{
        AuthError, Call, IntoReply, Model, Operation, OperationTable, Reply,
        RequestError, Serve,
    };
    use super::*;

    /// Authenticates the caller by `accountToken`.
    async fn account_token<A: Dezwork>(
        call: &Call<'_, A::Context>,
    ) -> Result<A::AccountToken, RequestError> {
        let Some(key) = call.api_key("account-token") else {
            return Err(AuthError::NotValid.by("accountToken"))
        };
        A::account_token(call.cx(), key)
            .await
            .map_err(|denied| denied.by("accountToken"))
    }

    /// `PUT /v1/clientes`
    #[derive(Debug)]
    pub struct ClienteUpdate;

    impl Operation for ClienteUpdate {
        type Request = ClienteUpdateRequest;
        type Response = ClienteUpdateResponse;
        type Error = ClienteUpdateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("cliente_update")
        }
    }

    impl<A: Dezwork> Serve<A> for ClienteUpdate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let account_token = account_token::<A>(call).await?;
            let request = call.read()?;
            Ok(A::cliente_update(call.cx(), account_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ClienteUpdateError::Unauthorized(A::erro(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    ClienteUpdateError::BadRequest(A::erro(cx, error))
                }
                RequestError::NotFound => {
                    ClienteUpdateError::NotFound(A::erro(cx, error))
                }
                error => ClienteUpdateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ClienteUpdateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ClienteUpdateError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                ClienteUpdateError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                ClienteUpdateError::Conflict(body) => {
                    Reply::json(StatusCode::CONFLICT, "application/json", &body)
                }
                ClienteUpdateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::erro(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ClienteUpdateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `POST /v1/clientes`
    #[derive(Debug)]
    pub struct ClienteCreate;

    impl Operation for ClienteCreate {
        type Request = ClienteCreateRequest;
        type Response = ClienteCreateResponse;
        type Error = ClienteCreateError;

        fn table() -> &'static OperationTable {
            MODEL.operation("cliente_create")
        }
    }

    impl<A: Dezwork> Serve<A> for ClienteCreate {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let account_token = account_token::<A>(call).await?;
            let request = call.read()?;
            Ok(A::cliente_create(call.cx(), account_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ClienteCreateError::Unauthorized(A::erro(cx, error))
                }
                RequestError::Invalid(_)
                | RequestError::TooLarge { .. }
                | RequestError::UnsupportedMediaType { .. }
                | RequestError::Incomplete => {
                    ClienteCreateError::BadRequest(A::erro(cx, error))
                }
                error => ClienteCreateError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ClienteCreateError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ClienteCreateError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                ClienteCreateError::Conflict(body) => {
                    Reply::json(StatusCode::CONFLICT, "application/json", &body)
                }
                ClienteCreateError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::erro(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ClienteCreateResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Created(body) => {
                    Reply::json(StatusCode::CREATED, "application/json", &body)
                }
            }
        }
    }

    /// `GET /v1/clientes/pagina/{numero}`
    #[derive(Debug)]
    pub struct ClienteList;

    impl Operation for ClienteList {
        type Request = ClienteListRequest;
        type Response = ClienteListResponse;
        type Error = ClienteListError;

        fn table() -> &'static OperationTable {
            MODEL.operation("cliente_list")
        }
    }

    impl<A: Dezwork> Serve<A> for ClienteList {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let account_token = account_token::<A>(call).await?;
            let request = call.read()?;
            Ok(A::cliente_list(call.cx(), account_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ClienteListError::Unauthorized(A::erro(cx, error))
                }
                RequestError::Invalid(_) => {
                    ClienteListError::BadRequest(A::erro(cx, error))
                }
                error => ClienteListError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ClienteListError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ClienteListError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                ClienteListError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::erro(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ClienteListResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `GET /v1/clientes/{id}`
    #[derive(Debug)]
    pub struct ClienteView;

    impl Operation for ClienteView {
        type Request = ClienteViewRequest;
        type Response = ClienteViewResponse;
        type Error = ClienteViewError;

        fn table() -> &'static OperationTable {
            MODEL.operation("cliente_view")
        }
    }

    impl<A: Dezwork> Serve<A> for ClienteView {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let account_token = account_token::<A>(call).await?;
            let request = call.read()?;
            Ok(A::cliente_view(call.cx(), account_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ClienteViewError::Unauthorized(A::erro(cx, error))
                }
                RequestError::Invalid(_) => {
                    ClienteViewError::BadRequest(A::erro(cx, error))
                }
                RequestError::NotFound => ClienteViewError::NotFound(A::erro(cx, error)),
                error => ClienteViewError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ClienteViewError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ClienteViewError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                ClienteViewError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                ClienteViewError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::erro(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ClienteViewResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// `DELETE /v1/clientes/{id}`
    #[derive(Debug)]
    pub struct ClienteDelete;

    impl Operation for ClienteDelete {
        type Request = ClienteDeleteRequest;
        type Response = ClienteDeleteResponse;
        type Error = ClienteDeleteError;

        fn table() -> &'static OperationTable {
            MODEL.operation("cliente_delete")
        }
    }

    impl<A: Dezwork> Serve<A> for ClienteDelete {
        type Context = A::Context;

        async fn serve(
            call: &mut Call<'_, A::Context>,
        ) -> Result<Result<Self::Response, Self::Error>, RequestError> {
            let account_token = account_token::<A>(call).await?;
            let request = call.read()?;
            Ok(A::cliente_delete(call.cx(), account_token, request).await)
        }

        fn error(cx: &RequestContext<A::Context>, error: RequestError) -> Self::Error {
            match error {
                RequestError::Unauthenticated { .. } => {
                    ClienteDeleteError::Unauthorized(A::erro(cx, error))
                }
                RequestError::Invalid(_) => {
                    ClienteDeleteError::BadRequest(A::erro(cx, error))
                }
                RequestError::NotFound => {
                    ClienteDeleteError::NotFound(A::erro(cx, error))
                }
                error => ClienteDeleteError::Internal(error.into_internal_error()),
            }
        }

        fn error_reply(cx: &RequestContext<A::Context>, error: Self::Error) -> Reply {
            match error {
                ClienteDeleteError::BadRequest(body) => {
                    Reply::json(StatusCode::BAD_REQUEST, "application/json", &body)
                }
                ClienteDeleteError::Unauthorized(body) => {
                    Reply::json(StatusCode::UNAUTHORIZED, "application/json", &body)
                }
                ClienteDeleteError::NotFound(body) => {
                    Reply::json(StatusCode::NOT_FOUND, "application/json", &body)
                }
                ClienteDeleteError::Internal(error) => {
                    Reply::internal_error(
                        "application/json",
                        error,
                        |error| A::erro(cx, error),
                    )
                }
            }
        }
    }

    impl IntoReply for ClienteDeleteResponse {
        fn into_reply(self) -> Reply {
            match self {
                Self::Ok(body) => Reply::json(StatusCode::OK, "application/json", &body),
            }
        }
    }

    /// The operations and schemas of the document: requests and responses are validated by them.
    pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));

    const MODEL_JSON: &str = r##"{"operations": [
{"id":"cliente_update","method":"PUT","path":"/v1/clientes","tag":"dezwork","summary":"Atualizar cliente","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/AlteracaoCliente"}},"security":["accountToken"],"challenge":"ApiKey header=\"account-token\"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/ClienteEnvelope"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":409,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"cliente_create","method":"POST","path":"/v1/clientes","tag":"dezwork","summary":"Adicionar cliente","body":{"media_type":"application/json","required":true,"schema":{"$ref":"#/components/schemas/NovoCliente"}},"security":["accountToken"],"challenge":"ApiKey header=\"account-token\"","responses":[{"status":201,"media_type":"application/json","body":{"$ref":"#/components/schemas/ClienteEnvelope"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":409,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"cliente_list","method":"GET","path":"/v1/clientes/pagina/{numero}","tag":"dezwork","summary":"Consultar clientes","parameters":[{"name":"numero","field":"numero","in":"path","required":true,"schema":{"type":"integer","format":"int32","minimum":1,"maximum":2147483647}}],"security":["accountToken"],"challenge":"ApiKey header=\"account-token\"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/ClientePagina"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]}]},
{"id":"cliente_view","method":"GET","path":"/v1/clientes/{id}","tag":"dezwork","summary":"Consultar cliente por ID","parameters":[{"name":"id","field":"id","in":"path","required":true,"schema":{"type":"integer","format":"int64","minimum":1,"maximum":9007199254740991}}],"security":["accountToken"],"challenge":"ApiKey header=\"account-token\"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/ClienteEnvelope"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]},
{"id":"cliente_delete","method":"DELETE","path":"/v1/clientes/{id}","tag":"dezwork","summary":"Excluir cliente","parameters":[{"name":"id","field":"id","in":"path","required":true,"schema":{"type":"integer","format":"int64","minimum":1,"maximum":9007199254740991}}],"security":["accountToken"],"challenge":"ApiKey header=\"account-token\"","responses":[{"status":200,"media_type":"application/json","body":{"$ref":"#/components/schemas/ClienteEnvelope"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":400,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]},{"status":401,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}},{"name":"WWW-Authenticate","required":true,"schema":{"type":"string","minLength":1,"maxLength":100,"pattern":"[^\\x00-\\x20\\x7F]"}}]},{"status":404,"media_type":"application/json","body":{"$ref":"#/components/schemas/Erro"},"headers":[{"name":"X-Request-Id","required":true,"schema":{"type":"string","format":"uuid","minLength":36,"maxLength":36}}]}]}
], "schemas": {
"IdCliente": {"type":"integer","format":"int64","minimum":1,"maximum":9007199254740991},
"IdEndereco": {"type":"integer","format":"int64","minimum":1,"maximum":9007199254740991},
"TipoCliente": {"type":"string","enum":["PF","PJ"]},
"NomeCliente": {"type":"string","minLength":1,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$"},
"NomeFantasia": {"type":"string","minLength":1,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$"},
"InscricaoEstadual": {"type":"string","minLength":1,"maxLength":30,"pattern":"^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$"},
"Cpf": {"type":"string","format":"cpf","x-format":"um CPF com os dígitos verificadores certos, com ou sem pontuação","minLength":11,"maxLength":14},
"Cnpj": {"type":"string","format":"cnpj","x-format":"um CNPJ com os dígitos verificadores certos, com ou sem pontuação","minLength":14,"maxLength":18},
"CpfOuCnpj": {"type":"string","format":"cpf-cnpj","x-format":"um CPF ou um CNPJ com os dígitos verificadores certos, com ou sem pontuação","minLength":11,"maxLength":18},
"DocumentoFormatado": {"type":"string","minLength":14,"maxLength":18,"pattern":"^([0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}|[0-9A-Z]{2}\\.[0-9A-Z]{3}\\.[0-9A-Z]{3}/[0-9A-Z]{4}-[0-9]{2})$"},
"Telefone": {"type":"string","minLength":10,"maxLength":15,"pattern":"^(\\([1-9][0-9]\\)|[1-9][0-9]) ?[0-9]{4,5}[ -]?[0-9]{4}$"},
"TelefoneFormatado": {"type":"string","minLength":13,"maxLength":14,"pattern":"^\\([1-9][0-9]\\)[0-9]{4,5}-[0-9]{4}$"},
"DataNascimento": {"type":"string","format":"date","minLength":10,"maxLength":10},
"DataNascimentoFormatada": {"type":"string","minLength":10,"maxLength":10,"pattern":"^[0-9]{2}/[0-9]{2}/[0-9]{4}$"},
"Email": {"type":"string","minLength":3,"maxLength":254,"pattern":"^[^@\\x00-\\x20\\x7F]+@[^@.\\x00-\\x20\\x7F]+(\\.[^@.\\x00-\\x20\\x7F]+)*$"},
"Senha": {"type":"string","format":"password","minLength":1,"maxLength":128},
"SenhaNova": {"type":"string","format":"password","minLength":1,"maxLength":128,"pattern":"[^*]|^\\*{1,7}$|^\\*{9,}$"},
"SenhaOculta": {"type":"string","format":"password","minLength":1,"maxLength":128},
"GeneroDigito": {"type":"string","enum":["1","2"]},
"Genero": {"oneOf":[{"type":"integer","format":"int32","minimum":1,"maximum":2},{"$ref":"#/components/schemas/GeneroDigito"}]},
"GeneroNome": {"type":"string","enum":["Feminino","Masculino"]},
"AtivoDigito": {"type":"string","enum":["1","0"]},
"Ativo": {"oneOf":[{"type":"boolean"},{"$ref":"#/components/schemas/AtivoDigito"}]},
"TipoEndereco": {"oneOf":[{"type":"integer","format":"int32","minimum":1,"maximum":99},{"type":"string","minLength":1,"maxLength":2,"pattern":"^[1-9][0-9]?$"}]},
"TextoEndereco": {"type":"string","minLength":1,"maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$"},
"TextoEnderecoOpcional": {"type":"string","maxLength":255,"pattern":"^[^\\x00-\\x1F\\x7F]*$"},
"NumeroEndereco": {"type":"string","minLength":1,"maxLength":20,"pattern":"^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$"},
"Estado": {"type":"string","minLength":2,"maxLength":2,"pattern":"^[A-Za-z]{2}$"},
"Cep": {"type":"string","minLength":8,"maxLength":9,"pattern":"^[0-9]{5}-?[0-9]{3}$"},
"TextoMaiusculo": {"type":"string","minLength":1,"maxLength":765,"pattern":"[^\\x00-\\x20\\x7F]"},
"NumeroMaiusculo": {"type":"string","minLength":1,"maxLength":60,"pattern":"[^\\x00-\\x20\\x7F]"},
"NovoEndereco": {"type":"object","properties":{"street":{"$ref":"#/components/schemas/TextoEndereco"},"number":{"$ref":"#/components/schemas/NumeroEndereco"},"complement":{"$ref":"#/components/schemas/TextoEnderecoOpcional"},"district":{"$ref":"#/components/schemas/TextoEndereco"},"city":{"$ref":"#/components/schemas/TextoEndereco"},"state":{"$ref":"#/components/schemas/Estado"},"postcode":{"$ref":"#/components/schemas/Cep"},"responsibleName":{"$ref":"#/components/schemas/TextoEnderecoOpcional"},"reference":{"$ref":"#/components/schemas/TextoEnderecoOpcional"},"type":{"$ref":"#/components/schemas/TipoEndereco"},"active":{"$ref":"#/components/schemas/Ativo"}},"required":["street","number","district","city","state","postcode"],"additionalProperties":false},
"AlteracaoEndereco": {"type":"object","properties":{"id":{"type":"integer","format":"int64","minimum":1,"maximum":9007199254740991},"street":{"$ref":"#/components/schemas/TextoEndereco"},"number":{"$ref":"#/components/schemas/NumeroEndereco"},"complement":{"$ref":"#/components/schemas/TextoEnderecoOpcional"},"district":{"$ref":"#/components/schemas/TextoEndereco"},"city":{"$ref":"#/components/schemas/TextoEndereco"},"state":{"$ref":"#/components/schemas/Estado"},"postcode":{"$ref":"#/components/schemas/Cep"},"responsibleName":{"$ref":"#/components/schemas/TextoEnderecoOpcional"},"reference":{"$ref":"#/components/schemas/TextoEnderecoOpcional"},"type":{"$ref":"#/components/schemas/TipoEndereco"},"active":{"$ref":"#/components/schemas/Ativo"}},"required":["street","number","district","city","state","postcode"],"additionalProperties":false},
"Endereco": {"type":"object","properties":{"id":{"$ref":"#/components/schemas/IdEndereco"},"idClient":{"type":"integer","format":"int64","minimum":1,"maximum":9007199254740991},"street":{"$ref":"#/components/schemas/TextoMaiusculo"},"number":{"$ref":"#/components/schemas/NumeroMaiusculo"},"complement":{"$ref":"#/components/schemas/TextoMaiusculo"},"district":{"$ref":"#/components/schemas/TextoMaiusculo"},"city":{"$ref":"#/components/schemas/TextoMaiusculo"},"state":{"$ref":"#/components/schemas/Estado"},"postcode":{"$ref":"#/components/schemas/Cep"},"responsibleName":{"$ref":"#/components/schemas/TextoMaiusculo"},"reference":{"$ref":"#/components/schemas/TextoMaiusculo"},"type":{"$ref":"#/components/schemas/TipoEndereco"}},"required":["id","street","number","district","city","state","postcode","type"],"additionalProperties":false},
"NovoCliente": {"type":"object","properties":{"type":{"$ref":"#/components/schemas/TipoCliente"},"name":{"$ref":"#/components/schemas/NomeCliente"},"tradingName":{"$ref":"#/components/schemas/NomeFantasia"},"stateRegister":{"$ref":"#/components/schemas/InscricaoEstadual"},"document":{"type":"string","minLength":11,"maxLength":18},"phone":{"$ref":"#/components/schemas/Telefone"},"birthDate":{"$ref":"#/components/schemas/DataNascimento"},"birthdate":{"type":"string","format":"date","minLength":10,"maxLength":10},"mail":{"$ref":"#/components/schemas/Email"},"password":{"$ref":"#/components/schemas/SenhaNova"},"gender":{"$ref":"#/components/schemas/Genero"},"active":{"$ref":"#/components/schemas/Ativo"},"addresses":{"type":"array","items":{"$ref":"#/components/schemas/NovoEndereco"},"maxItems":50}},"required":["type","name","document","phone","mail","addresses"],"additionalProperties":false,"anyOf":[{"type":"object","properties":{"type":{"type":"string","enum":["PF"]},"document":{"$ref":"#/components/schemas/Cpf"}},"required":["birthDate","gender"]},{"type":"object","properties":{"type":{"type":"string","enum":["PF"]},"document":{"$ref":"#/components/schemas/Cpf"}},"required":["birthdate","gender"]},{"type":"object","properties":{"type":{"type":"string","enum":["PJ"]},"document":{"$ref":"#/components/schemas/Cnpj"}},"required":["tradingName","stateRegister"]}]},
"AlteracaoCliente": {"type":"object","properties":{"id":{"$ref":"#/components/schemas/IdCliente"},"type":{"$ref":"#/components/schemas/TipoCliente"},"name":{"$ref":"#/components/schemas/NomeCliente"},"tradingName":{"$ref":"#/components/schemas/NomeFantasia"},"stateRegister":{"$ref":"#/components/schemas/InscricaoEstadual"},"document":{"$ref":"#/components/schemas/CpfOuCnpj"},"phone":{"$ref":"#/components/schemas/Telefone"},"birthDate":{"$ref":"#/components/schemas/DataNascimento"},"birthdate":{"type":"string","format":"date","minLength":10,"maxLength":10},"mail":{"$ref":"#/components/schemas/Email"},"password":{"$ref":"#/components/schemas/Senha"},"gender":{"$ref":"#/components/schemas/Genero"},"active":{"$ref":"#/components/schemas/Ativo"},"addresses":{"type":"array","items":{"$ref":"#/components/schemas/AlteracaoEndereco"},"maxItems":50}},"required":["id"],"additionalProperties":false},
"Cliente": {"type":"object","properties":{"id":{"$ref":"#/components/schemas/IdCliente"},"type":{"$ref":"#/components/schemas/TipoCliente"},"name":{"$ref":"#/components/schemas/NomeCliente"},"tradingName":{"$ref":"#/components/schemas/NomeFantasia"},"stateRegister":{"$ref":"#/components/schemas/InscricaoEstadual"},"document":{"$ref":"#/components/schemas/DocumentoFormatado"},"phone":{"$ref":"#/components/schemas/TelefoneFormatado"},"birthDate":{"$ref":"#/components/schemas/DataNascimentoFormatada"},"mail":{"$ref":"#/components/schemas/Email"},"password":{"$ref":"#/components/schemas/SenhaOculta"},"gender":{"$ref":"#/components/schemas/GeneroNome"},"active":{"$ref":"#/components/schemas/Ativo"},"addresses":{"type":"array","items":{"$ref":"#/components/schemas/Endereco"},"maxItems":50}},"required":["id","type","name","document","phone","mail","active","addresses"],"additionalProperties":false},
"ClienteListado": {"type":"object","properties":{"id":{"$ref":"#/components/schemas/IdCliente"},"type":{"$ref":"#/components/schemas/TipoCliente"},"name":{"$ref":"#/components/schemas/NomeCliente"},"tradingName":{"$ref":"#/components/schemas/NomeFantasia"},"stateRegister":{"$ref":"#/components/schemas/InscricaoEstadual"},"document":{"$ref":"#/components/schemas/DocumentoFormatado"},"phone":{"$ref":"#/components/schemas/TelefoneFormatado"},"birthdate":{"$ref":"#/components/schemas/DataNascimentoFormatada"},"mail":{"$ref":"#/components/schemas/Email"},"password":{"$ref":"#/components/schemas/SenhaOculta"},"gender":{"$ref":"#/components/schemas/GeneroNome"},"active":{"$ref":"#/components/schemas/Ativo"},"addresses":{"type":"array","items":{"$ref":"#/components/schemas/Endereco"},"maxItems":50}},"required":["id","type","name","document","phone","mail","active","addresses"],"additionalProperties":false},
"ClienteDados": {"type":"object","properties":{"client":{"$ref":"#/components/schemas/Cliente"}},"required":["client"],"additionalProperties":false},
"ClienteEnvelope": {"type":"object","properties":{"success":{"type":"boolean"},"data":{"$ref":"#/components/schemas/ClienteDados"}},"required":["success","data"],"additionalProperties":false},
"ClientePaginaDados": {"type":"object","properties":{"clients":{"type":"array","items":{"$ref":"#/components/schemas/ClienteListado"},"maxItems":50}},"required":["clients"],"additionalProperties":false},
"ClientePagina": {"type":"object","properties":{"success":{"type":"boolean"},"data":{"$ref":"#/components/schemas/ClientePaginaDados"}},"required":["success","data"],"additionalProperties":false},
"Erro": {"type":"object","properties":{"success":{"type":"boolean"},"errorCode":{"type":"string","minLength":1,"maxLength":10,"pattern":"[^\\x00-\\x20\\x7F]"},"errorMessage":{"type":"string","minLength":1,"maxLength":4000,"pattern":"[^\\x00-\\x20\\x7F]"}},"required":["success","errorCode","errorMessage"],"additionalProperties":false}
}}"##;
}
