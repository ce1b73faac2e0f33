// @generated from openapi/dezwork.yaml by `cargo xtask generate`. Do not edit.

#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};

#[allow(unused_imports)]
use progenitor_client::{encode_path, ClientHooks, OperationInfo, RequestBuilderExt};

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    /// O que muda em um cliente. O que não vem fica como está.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct AlteracaoCliente {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub active: Option<Ativo>,
        /// A nova lista de endereços, no lugar da que existe. Decision: até 50; uma lista vazia exclui todos.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub addresses: Option<Vec<AlteracaoEndereco>>,
        /// Data de nascimento no formato AAAA-MM-DD. Obrigatória para PF. Decision: não pode estar no futuro (`409`, `EPI`).
        #[serde(rename = "birthDate", skip_serializing_if = "Option::is_none")]
        pub birth_date: Option<chrono::naive::NaiveDate>,
        /// O mesmo que `birthDate`, como o fornecedor também escreve.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub birthdate: Option<chrono::naive::NaiveDate>,
        /// CPF (PF) ou CNPJ (PJ) do cliente, com ou sem pontuação. Decision: os dígitos verificadores são conferidos, e o CNPJ pode ter letras, como os que a Receita Federal emite desde 2026.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub document: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub gender: Option<Genero>,
        /// O ID do cliente.
        pub id: i64,
        /// E-mail do cliente. A tabela do fornecedor o chama de `decimal`; o exemplo mostra um texto. Decision: vários clientes podem ter o mesmo.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub mail: Option<String>,
        /// Nome ou razão social do cliente. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        /// Senha do cliente. Decision: de 1 a 128 caracteres, guardada só como hash Argon2id; `********`, que as respostas mostram, não é uma senha nova.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub password: Option<crate::formats::Secret>,
        /// Telefone do cliente com DDD, de oito ou nove dígitos, com ou sem pontuação. Decision: sem o código do país.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub phone: Option<String>,
        /// Inscrição estadual do cliente, ou `ISENTO`. Obrigatória para PJ. Decision: de 1 a 30 caracteres, sem conferir o número.
        #[serde(rename = "stateRegister", skip_serializing_if = "Option::is_none")]
        pub state_register: Option<String>,
        /// Nome fantasia do cliente. Obrigatório para PJ. Decision: de 1 a 255 caracteres, não em branco.
        #[serde(rename = "tradingName", skip_serializing_if = "Option::is_none")]
        pub trading_name: Option<String>,
        #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
        pub type_: Option<TipoCliente>,
    }

    impl AlteracaoCliente {
        pub fn builder() -> builder::AlteracaoCliente {
            Default::default()
        }
    }

    /// Um endereço da nova lista. Com o `id` de um endereço do cliente, mantém esse `id`.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct AlteracaoEndereco {
        /// Endereço ativo? Decision: quando não informado, um endereço que continua fica como estava, porque as respostas não o mostram, e um novo fica ativo.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub active: Option<Ativo>,
        /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        pub city: String,
        /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que não informado.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub complement: Option<String>,
        /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        pub district: String,
        /// O ID do endereço que continua. Decision: sem `id`, ou com um que não é deste cliente, o endereço é novo.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub id: Option<i64>,
        /// O número no logradouro, como texto: `17`, `17 B`, `S/N`. Decision: de 1 a 20 caracteres.
        pub number: String,
        /// O CEP, com ou sem hífen. Este servidor responde sempre sem.
        pub postcode: String,
        /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que não informado.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference: Option<String>,
        /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que não informado.
        #[serde(rename = "responsibleName", skip_serializing_if = "Option::is_none")]
        pub responsible_name: Option<String>,
        /// A sigla do estado. Decision: duas letras, sem conferir se o estado existe.
        pub state: String,
        /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        pub street: String,
        /// Tipo do endereço, como número ou como texto. Decision: 1 quando não informado.
        #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
        pub type_: Option<TipoEndereco>,
    }

    impl AlteracaoEndereco {
        pub fn builder() -> builder::AlteracaoEndereco {
            Default::default()
        }
    }

    /// Ativo ou não, como booleano ou como texto. Este servidor responde sempre com `"1"` ou `"0"`; o fornecedor mostra também `true`.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum Ativo {
        Boolean(bool),
        AtivoDigito(AtivoDigito),
    }

    impl From<bool> for Ativo {
        fn from(value: bool) -> Self {
            Self::Boolean(value)
        }
    }

    impl From<AtivoDigito> for Ativo {
        fn from(value: AtivoDigito) -> Self {
            Self::AtivoDigito(value)
        }
    }

    /// `"1"` é ativo, `"0"` é inativo.
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
    pub enum AtivoDigito {
        #[serde(rename = "1")]
        X1,
        #[serde(rename = "0")]
        X0,
    }

    impl std::fmt::Display for AtivoDigito {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::X1 => f.write_str("1"),
                Self::X0 => f.write_str("0"),
            }
        }
    }

    impl std::str::FromStr for AtivoDigito {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "1" => Ok(Self::X1),
                "0" => Ok(Self::X0),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for AtivoDigito {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for AtivoDigito {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// Um cliente da conta.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Cliente {
        pub active: Ativo,
        /// Os endereços do cliente.
        pub addresses: Vec<Endereco>,
        /// Data de nascimento no formato DD/MM/AAAA.
        #[serde(rename = "birthDate", skip_serializing_if = "Option::is_none")]
        pub birth_date: Option<String>,
        /// CPF ou CNPJ do cliente, com pontuação.
        pub document: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub gender: Option<GeneroNome>,
        /// O ID do cliente.
        pub id: i64,
        /// E-mail do cliente. A tabela do fornecedor o chama de `decimal`; o exemplo mostra um texto. Decision: vários clientes podem ter o mesmo.
        pub mail: String,
        /// Nome ou razão social do cliente. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        pub name: String,
        /// `********` quando o cliente tem senha; ausente quando não tem. Decision: o fornecedor mostra a senha em claro, este servidor nunca.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub password: Option<crate::formats::Secret>,
        /// Telefone do cliente com DDD, `(54)99999-9999` ou `(54)9999-9999`.
        pub phone: String,
        /// Inscrição estadual do cliente, ou `ISENTO`. Obrigatória para PJ. Decision: de 1 a 30 caracteres, sem conferir o número.
        #[serde(rename = "stateRegister", skip_serializing_if = "Option::is_none")]
        pub state_register: Option<String>,
        /// Nome fantasia do cliente. Obrigatório para PJ. Decision: de 1 a 255 caracteres, não em branco.
        #[serde(rename = "tradingName", skip_serializing_if = "Option::is_none")]
        pub trading_name: Option<String>,
        #[serde(rename = "type")]
        pub type_: TipoCliente,
    }

    impl Cliente {
        pub fn builder() -> builder::Cliente {
            Default::default()
        }
    }

    /// Os dados de uma resposta com um cliente.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ClienteDados {
        pub client: Cliente,
    }

    impl ClienteDados {
        pub fn builder() -> builder::ClienteDados {
            Default::default()
        }
    }

    /// Um cliente.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ClienteEnvelope {
        pub data: ClienteDados,
        /// Sempre `true`; uma falha tem o seu próprio status.
        pub success: bool,
    }

    impl ClienteEnvelope {
        pub fn builder() -> builder::ClienteEnvelope {
            Default::default()
        }
    }

    /// Um cliente como a lista o mostra. Só a escrita de `birthdate` é outra.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ClienteListado {
        pub active: Ativo,
        /// Os endereços do cliente.
        pub addresses: Vec<Endereco>,
        /// Data de nascimento no formato DD/MM/AAAA.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub birthdate: Option<String>,
        /// CPF ou CNPJ do cliente, com pontuação.
        pub document: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub gender: Option<GeneroNome>,
        /// O ID do cliente.
        pub id: i64,
        /// E-mail do cliente. A tabela do fornecedor o chama de `decimal`; o exemplo mostra um texto. Decision: vários clientes podem ter o mesmo.
        pub mail: String,
        /// Nome ou razão social do cliente. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        pub name: String,
        /// `********` quando o cliente tem senha; ausente quando não tem. Decision: o fornecedor mostra a senha em claro, este servidor nunca.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub password: Option<crate::formats::Secret>,
        /// Telefone do cliente com DDD, `(54)99999-9999` ou `(54)9999-9999`.
        pub phone: String,
        /// Inscrição estadual do cliente, ou `ISENTO`. Obrigatória para PJ. Decision: de 1 a 30 caracteres, sem conferir o número.
        #[serde(rename = "stateRegister", skip_serializing_if = "Option::is_none")]
        pub state_register: Option<String>,
        /// Nome fantasia do cliente. Obrigatório para PJ. Decision: de 1 a 255 caracteres, não em branco.
        #[serde(rename = "tradingName", skip_serializing_if = "Option::is_none")]
        pub trading_name: Option<String>,
        #[serde(rename = "type")]
        pub type_: TipoCliente,
    }

    impl ClienteListado {
        pub fn builder() -> builder::ClienteListado {
            Default::default()
        }
    }

    /// Uma página de clientes.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ClientePagina {
        pub data: ClientePaginaDados,
        /// Sempre `true`; uma falha tem o seu próprio status.
        pub success: bool,
    }

    impl ClientePagina {
        pub fn builder() -> builder::ClientePagina {
            Default::default()
        }
    }

    /// Os dados de uma resposta com uma página de clientes.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct ClientePaginaDados {
        /// Os clientes desta página.
        pub clients: Vec<ClienteListado>,
    }

    impl ClientePaginaDados {
        pub fn builder() -> builder::ClientePaginaDados {
            Default::default()
        }
    }

    /// Um endereço de um cliente.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Endereco {
        /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
        pub city: String,
        /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub complement: Option<String>,
        /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
        pub district: String,
        /// O ID do endereço.
        pub id: i64,
        /// O ID do cliente. Este servidor o mostra sempre; o fornecedor, na lista, às vezes não.
        #[serde(rename = "idClient", skip_serializing_if = "Option::is_none")]
        pub id_client: Option<i64>,
        /// O número no logradouro. Este servidor responde em maiúsculas.
        pub number: String,
        /// O CEP, com ou sem hífen. Este servidor responde sempre sem.
        pub postcode: String,
        /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference: Option<String>,
        /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
        #[serde(rename = "responsibleName", skip_serializing_if = "Option::is_none")]
        pub responsible_name: Option<String>,
        /// A sigla do estado. Decision: duas letras, sem conferir se o estado existe.
        pub state: String,
        /// Um texto de endereço. Este servidor responde em maiúsculas; o fornecedor nem sempre.
        pub street: String,
        #[serde(rename = "type")]
        pub type_: TipoEndereco,
    }

    impl Endereco {
        pub fn builder() -> builder::Endereco {
            Default::default()
        }
    }

    /// O que deu errado.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct Erro {
        /// O código do erro. Decision: além de `EPT`, que o fornecedor documenta, este servidor usa `EPI`, `EAU`, `ENE`, `EDU` e `EIN`; o fornecedor pode ter outros.
        #[serde(rename = "errorCode")]
        pub error_code: String,
        /// O que deu errado e o que fazer, para uma pessoa ler. Decision: cortado em 4000 caracteres.
        #[serde(rename = "errorMessage")]
        pub error_message: String,
        /// Sempre `false`.
        pub success: bool,
    }

    impl Erro {
        pub fn builder() -> builder::Erro {
            Default::default()
        }
    }

    /// Gênero do cliente: 1 é feminino, 2 é masculino, como número ou como texto. Obrigatório para PF.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum Genero {
        Int32(i32),
        GeneroDigito(GeneroDigito),
    }

    impl From<i32> for Genero {
        fn from(value: i32) -> Self {
            Self::Int32(value)
        }
    }

    impl From<GeneroDigito> for Genero {
        fn from(value: GeneroDigito) -> Self {
            Self::GeneroDigito(value)
        }
    }

    /// `"1"` é feminino, `"2"` é masculino.
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
    pub enum GeneroDigito {
        #[serde(rename = "1")]
        X1,
        #[serde(rename = "2")]
        X2,
    }

    impl std::fmt::Display for GeneroDigito {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::X1 => f.write_str("1"),
                Self::X2 => f.write_str("2"),
            }
        }
    }

    impl std::str::FromStr for GeneroDigito {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "1" => Ok(Self::X1),
                "2" => Ok(Self::X2),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for GeneroDigito {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for GeneroDigito {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// Gênero do cliente. O fornecedor mostra `Feminino`. Decision: o outro é `Masculino`.
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
    pub enum GeneroNome {
        Feminino,
        Masculino,
    }

    impl std::fmt::Display for GeneroNome {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::Feminino => f.write_str("Feminino"),
                Self::Masculino => f.write_str("Masculino"),
            }
        }
    }

    impl std::str::FromStr for GeneroNome {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "Feminino" => Ok(Self::Feminino),
                "Masculino" => Ok(Self::Masculino),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for GeneroNome {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for GeneroNome {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// Um cliente a adicionar. A tabela do fornecedor escreve `Tipo`; o exemplo, `type`: vale o exemplo.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct NovoCliente {
        /// Cliente ativo? Decision: sim quando não informado.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub active: Option<Ativo>,
        /// Endereços do cliente. Decision: até 50; a lista pode ser vazia.
        pub addresses: Vec<NovoEndereco>,
        /// Data de nascimento no formato AAAA-MM-DD. Obrigatória para PF. Decision: não pode estar no futuro (`409`, `EPI`).
        #[serde(rename = "birthDate", skip_serializing_if = "Option::is_none")]
        pub birth_date: Option<chrono::naive::NaiveDate>,
        /// O mesmo que `birthDate`, como o fornecedor também escreve.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub birthdate: Option<chrono::naive::NaiveDate>,
        /// O CPF de uma PF, o CNPJ de uma PJ, com ou sem pontuação.
        pub document: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub gender: Option<Genero>,
        /// E-mail do cliente. A tabela do fornecedor o chama de `decimal`; o exemplo mostra um texto. Decision: vários clientes podem ter o mesmo.
        pub mail: String,
        /// Nome ou razão social do cliente. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        pub name: String,
        /// A primeira senha do cliente. Decision: de 1 a 128 caracteres, guardada só como hash Argon2id; não pode ser `********`, que as respostas mostram no lugar dela.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub password: Option<crate::formats::Secret>,
        /// Telefone do cliente com DDD, de oito ou nove dígitos, com ou sem pontuação. Decision: sem o código do país.
        pub phone: String,
        /// Inscrição estadual do cliente, ou `ISENTO`. Obrigatória para PJ. Decision: de 1 a 30 caracteres, sem conferir o número.
        #[serde(rename = "stateRegister", skip_serializing_if = "Option::is_none")]
        pub state_register: Option<String>,
        /// Nome fantasia do cliente. Obrigatório para PJ. Decision: de 1 a 255 caracteres, não em branco.
        #[serde(rename = "tradingName", skip_serializing_if = "Option::is_none")]
        pub trading_name: Option<String>,
        #[serde(rename = "type")]
        pub type_: TipoCliente,
    }

    impl NovoCliente {
        pub fn builder() -> builder::NovoCliente {
            Default::default()
        }
    }

    /// Um endereço a adicionar. Decision: quais campos são obrigatórios, porque o fornecedor não diz.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    pub struct NovoEndereco {
        /// Endereço ativo? Decision: sim quando não informado. As respostas não o mostram.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub active: Option<Ativo>,
        /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        pub city: String,
        /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que não informado.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub complement: Option<String>,
        /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        pub district: String,
        /// O número no logradouro, como texto: `17`, `17 B`, `S/N`. Decision: de 1 a 20 caracteres.
        pub number: String,
        /// O CEP, com ou sem hífen. Este servidor responde sempre sem.
        pub postcode: String,
        /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que não informado.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reference: Option<String>,
        /// Um texto de endereço que pode faltar. Decision: até 255 caracteres; vazio ou em branco é o mesmo que não informado.
        #[serde(rename = "responsibleName", skip_serializing_if = "Option::is_none")]
        pub responsible_name: Option<String>,
        /// A sigla do estado. Decision: duas letras, sem conferir se o estado existe.
        pub state: String,
        /// Um texto de endereço. Decision: de 1 a 255 caracteres, sem caracteres de controle, não em branco.
        pub street: String,
        /// Tipo do endereço, como número ou como texto. Decision: 1 quando não informado.
        #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
        pub type_: Option<TipoEndereco>,
    }

    impl NovoEndereco {
        pub fn builder() -> builder::NovoEndereco {
            Default::default()
        }
    }

    /// Pessoa física (`PF`) ou pessoa jurídica (`PJ`).
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
    pub enum TipoCliente {
        #[serde(rename = "PF")]
        Pf,
        #[serde(rename = "PJ")]
        Pj,
    }

    impl std::fmt::Display for TipoCliente {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match *self {
                Self::Pf => f.write_str("PF"),
                Self::Pj => f.write_str("PJ"),
            }
        }
    }

    impl std::str::FromStr for TipoCliente {
        type Err = self::error::ConversionError;

        fn from_str(value: &str) -> Result<Self, self::error::ConversionError> {
            match value {
                "PF" => Ok(Self::Pf),
                "PJ" => Ok(Self::Pj),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl TryFrom<&str> for TipoCliente {
        type Error = self::error::ConversionError;

        fn try_from(value: &str) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl TryFrom<String> for TipoCliente {
        type Error = self::error::ConversionError;

        fn try_from(value: String) -> Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// Tipo do endereço, como número ou como texto. Este servidor responde sempre com o número. O fornecedor mostra apenas 1 e não lista os valores. Decision: de 1 a 99.
    #[derive(serde::Deserialize, serde::Serialize, Clone, Debug)]
    #[serde(untagged)]
    pub enum TipoEndereco {
        Int32(i32),
        String(String),
    }

    impl std::fmt::Display for TipoEndereco {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match self {
                Self::Int32(x) => x.fmt(f),
                Self::String(x) => x.fmt(f),
            }
        }
    }

    impl From<i32> for TipoEndereco {
        fn from(value: i32) -> Self {
            Self::Int32(value)
        }
    }

    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct AlteracaoCliente {
            pub(crate) active: Result<Option<super::Ativo>, String>,
            pub(crate) addresses: Result<Option<Vec<super::AlteracaoEndereco>>, String>,
            pub(crate) birth_date: Result<Option<chrono::naive::NaiveDate>, String>,
            pub(crate) birthdate: Result<Option<chrono::naive::NaiveDate>, String>,
            pub(crate) document: Result<Option<String>, String>,
            pub(crate) gender: Result<Option<super::Genero>, String>,
            pub(crate) id: Result<i64, String>,
            pub(crate) mail: Result<Option<String>, String>,
            pub(crate) name: Result<Option<String>, String>,
            pub(crate) password: Result<Option<crate::formats::Secret>, String>,
            pub(crate) phone: Result<Option<String>, String>,
            pub(crate) state_register: Result<Option<String>, String>,
            pub(crate) trading_name: Result<Option<String>, String>,
            pub(crate) type_: Result<Option<super::TipoCliente>, String>,
        }

        impl Default for AlteracaoCliente {
            fn default() -> Self {
                Self {
                    active: Ok(Default::default()),
                    addresses: Ok(Default::default()),
                    birth_date: Ok(Default::default()),
                    birthdate: Ok(Default::default()),
                    document: Ok(Default::default()),
                    gender: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    mail: Ok(Default::default()),
                    name: Ok(Default::default()),
                    password: Ok(Default::default()),
                    phone: Ok(Default::default()),
                    state_register: Ok(Default::default()),
                    trading_name: Ok(Default::default()),
                    type_: Ok(Default::default()),
                }
            }
        }

        impl AlteracaoCliente {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Ativo>>,
                T::Error: std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }

            pub fn addresses<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<Vec<super::AlteracaoEndereco>>>,
                T::Error: std::fmt::Display,
            {
                self.addresses = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for addresses: {e}")
                    });
                self
            }

            pub fn birth_date<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::naive::NaiveDate>>,
                T::Error: std::fmt::Display,
            {
                self.birth_date = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for birth_date: {e}")
                    });
                self
            }

            pub fn birthdate<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::naive::NaiveDate>>,
                T::Error: std::fmt::Display,
            {
                self.birthdate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for birthdate: {e}")
                    });
                self
            }

            pub fn document<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.document = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for document: {e}")
                    });
                self
            }

            pub fn gender<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Genero>>,
                T::Error: std::fmt::Display,
            {
                self.gender = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for gender: {e}")
                    });
                self
            }

            pub fn id<T>(mut self, value: T) -> Self
            where
                T: TryInto<i64>,
                T::Error: std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }

            pub fn mail<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.mail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for mail: {e}")
                    });
                self
            }

            pub fn name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }

            pub fn password<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Secret>>,
                T::Error: std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }

            pub fn phone<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.phone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for phone: {e}")
                    });
                self
            }

            pub fn state_register<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.state_register = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for state_register: {e}"
                        )
                    });
                self
            }

            pub fn trading_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.trading_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for trading_name: {e}")
                    });
                self
            }

            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::TipoCliente>>,
                T::Error: std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl TryFrom<AlteracaoCliente> for super::AlteracaoCliente {
            type Error = super::error::ConversionError;

            fn try_from(
                value: AlteracaoCliente,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    addresses: value.addresses?,
                    birth_date: value.birth_date?,
                    birthdate: value.birthdate?,
                    document: value.document?,
                    gender: value.gender?,
                    id: value.id?,
                    mail: value.mail?,
                    name: value.name?,
                    password: value.password?,
                    phone: value.phone?,
                    state_register: value.state_register?,
                    trading_name: value.trading_name?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::AlteracaoCliente> for AlteracaoCliente {
            fn from(value: super::AlteracaoCliente) -> Self {
                Self {
                    active: Ok(value.active),
                    addresses: Ok(value.addresses),
                    birth_date: Ok(value.birth_date),
                    birthdate: Ok(value.birthdate),
                    document: Ok(value.document),
                    gender: Ok(value.gender),
                    id: Ok(value.id),
                    mail: Ok(value.mail),
                    name: Ok(value.name),
                    password: Ok(value.password),
                    phone: Ok(value.phone),
                    state_register: Ok(value.state_register),
                    trading_name: Ok(value.trading_name),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct AlteracaoEndereco {
            pub(crate) active: Result<Option<super::Ativo>, String>,
            pub(crate) city: Result<String, String>,
            pub(crate) complement: Result<Option<String>, String>,
            pub(crate) district: Result<String, String>,
            pub(crate) id: Result<Option<i64>, String>,
            pub(crate) number: Result<String, String>,
            pub(crate) postcode: Result<String, String>,
            pub(crate) reference: Result<Option<String>, String>,
            pub(crate) responsible_name: Result<Option<String>, String>,
            pub(crate) state: Result<String, String>,
            pub(crate) street: Result<String, String>,
            pub(crate) type_: Result<Option<super::TipoEndereco>, String>,
        }

        impl Default for AlteracaoEndereco {
            fn default() -> Self {
                Self {
                    active: Ok(Default::default()),
                    city: Err("no value supplied for city".to_string()),
                    complement: Ok(Default::default()),
                    district: Err("no value supplied for district".to_string()),
                    id: Ok(Default::default()),
                    number: Err("no value supplied for number".to_string()),
                    postcode: Err("no value supplied for postcode".to_string()),
                    reference: Ok(Default::default()),
                    responsible_name: Ok(Default::default()),
                    state: Err("no value supplied for state".to_string()),
                    street: Err("no value supplied for street".to_string()),
                    type_: Ok(Default::default()),
                }
            }
        }

        impl AlteracaoEndereco {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Ativo>>,
                T::Error: std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }

            pub fn city<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.city = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for city: {e}")
                    });
                self
            }

            pub fn complement<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.complement = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for complement: {e}")
                    });
                self
            }

            pub fn district<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.district = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for district: {e}")
                    });
                self
            }

            pub fn id<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<i64>>,
                T::Error: std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }

            pub fn number<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for number: {e}")
                    });
                self
            }

            pub fn postcode<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.postcode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for postcode: {e}")
                    });
                self
            }

            pub fn reference<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.reference = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reference: {e}")
                    });
                self
            }

            pub fn responsible_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.responsible_name = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for responsible_name: {e}"
                        )
                    });
                self
            }

            pub fn state<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }

            pub fn street<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.street = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for street: {e}")
                    });
                self
            }

            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::TipoEndereco>>,
                T::Error: std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl TryFrom<AlteracaoEndereco> for super::AlteracaoEndereco {
            type Error = super::error::ConversionError;

            fn try_from(
                value: AlteracaoEndereco,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    city: value.city?,
                    complement: value.complement?,
                    district: value.district?,
                    id: value.id?,
                    number: value.number?,
                    postcode: value.postcode?,
                    reference: value.reference?,
                    responsible_name: value.responsible_name?,
                    state: value.state?,
                    street: value.street?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::AlteracaoEndereco> for AlteracaoEndereco {
            fn from(value: super::AlteracaoEndereco) -> Self {
                Self {
                    active: Ok(value.active),
                    city: Ok(value.city),
                    complement: Ok(value.complement),
                    district: Ok(value.district),
                    id: Ok(value.id),
                    number: Ok(value.number),
                    postcode: Ok(value.postcode),
                    reference: Ok(value.reference),
                    responsible_name: Ok(value.responsible_name),
                    state: Ok(value.state),
                    street: Ok(value.street),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Cliente {
            pub(crate) active: Result<super::Ativo, String>,
            pub(crate) addresses: Result<Vec<super::Endereco>, String>,
            pub(crate) birth_date: Result<Option<String>, String>,
            pub(crate) document: Result<String, String>,
            pub(crate) gender: Result<Option<super::GeneroNome>, String>,
            pub(crate) id: Result<i64, String>,
            pub(crate) mail: Result<String, String>,
            pub(crate) name: Result<String, String>,
            pub(crate) password: Result<Option<crate::formats::Secret>, String>,
            pub(crate) phone: Result<String, String>,
            pub(crate) state_register: Result<Option<String>, String>,
            pub(crate) trading_name: Result<Option<String>, String>,
            pub(crate) type_: Result<super::TipoCliente, String>,
        }

        impl Default for Cliente {
            fn default() -> Self {
                Self {
                    active: Err("no value supplied for active".to_string()),
                    addresses: Err("no value supplied for addresses".to_string()),
                    birth_date: Ok(Default::default()),
                    document: Err("no value supplied for document".to_string()),
                    gender: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    mail: Err("no value supplied for mail".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    password: Ok(Default::default()),
                    phone: Err("no value supplied for phone".to_string()),
                    state_register: Ok(Default::default()),
                    trading_name: Ok(Default::default()),
                    type_: Err("no value supplied for type_".to_string()),
                }
            }
        }

        impl Cliente {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::Ativo>,
                T::Error: std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }

            pub fn addresses<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::Endereco>>,
                T::Error: std::fmt::Display,
            {
                self.addresses = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for addresses: {e}")
                    });
                self
            }

            pub fn birth_date<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.birth_date = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for birth_date: {e}")
                    });
                self
            }

            pub fn document<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.document = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for document: {e}")
                    });
                self
            }

            pub fn gender<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::GeneroNome>>,
                T::Error: std::fmt::Display,
            {
                self.gender = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for gender: {e}")
                    });
                self
            }

            pub fn id<T>(mut self, value: T) -> Self
            where
                T: TryInto<i64>,
                T::Error: std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }

            pub fn mail<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.mail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for mail: {e}")
                    });
                self
            }

            pub fn name<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }

            pub fn password<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Secret>>,
                T::Error: std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }

            pub fn phone<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.phone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for phone: {e}")
                    });
                self
            }

            pub fn state_register<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.state_register = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for state_register: {e}"
                        )
                    });
                self
            }

            pub fn trading_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.trading_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for trading_name: {e}")
                    });
                self
            }

            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::TipoCliente>,
                T::Error: std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl TryFrom<Cliente> for super::Cliente {
            type Error = super::error::ConversionError;

            fn try_from(value: Cliente) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    addresses: value.addresses?,
                    birth_date: value.birth_date?,
                    document: value.document?,
                    gender: value.gender?,
                    id: value.id?,
                    mail: value.mail?,
                    name: value.name?,
                    password: value.password?,
                    phone: value.phone?,
                    state_register: value.state_register?,
                    trading_name: value.trading_name?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::Cliente> for Cliente {
            fn from(value: super::Cliente) -> Self {
                Self {
                    active: Ok(value.active),
                    addresses: Ok(value.addresses),
                    birth_date: Ok(value.birth_date),
                    document: Ok(value.document),
                    gender: Ok(value.gender),
                    id: Ok(value.id),
                    mail: Ok(value.mail),
                    name: Ok(value.name),
                    password: Ok(value.password),
                    phone: Ok(value.phone),
                    state_register: Ok(value.state_register),
                    trading_name: Ok(value.trading_name),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ClienteDados {
            pub(crate) client: Result<super::Cliente, String>,
        }

        impl Default for ClienteDados {
            fn default() -> Self {
                Self {
                    client: Err("no value supplied for client".to_string()),
                }
            }
        }

        impl ClienteDados {
            pub fn client<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::Cliente>,
                T::Error: std::fmt::Display,
            {
                self.client = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for client: {e}")
                    });
                self
            }
        }

        impl TryFrom<ClienteDados> for super::ClienteDados {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ClienteDados,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self { client: value.client? })
            }
        }

        impl From<super::ClienteDados> for ClienteDados {
            fn from(value: super::ClienteDados) -> Self {
                Self { client: Ok(value.client) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ClienteEnvelope {
            pub(crate) data: Result<super::ClienteDados, String>,
            pub(crate) success: Result<bool, String>,
        }

        impl Default for ClienteEnvelope {
            fn default() -> Self {
                Self {
                    data: Err("no value supplied for data".to_string()),
                    success: Err("no value supplied for success".to_string()),
                }
            }
        }

        impl ClienteEnvelope {
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::ClienteDados>,
                T::Error: std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }

            pub fn success<T>(mut self, value: T) -> Self
            where
                T: TryInto<bool>,
                T::Error: std::fmt::Display,
            {
                self.success = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for success: {e}")
                    });
                self
            }
        }

        impl TryFrom<ClienteEnvelope> for super::ClienteEnvelope {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ClienteEnvelope,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    data: value.data?,
                    success: value.success?,
                })
            }
        }

        impl From<super::ClienteEnvelope> for ClienteEnvelope {
            fn from(value: super::ClienteEnvelope) -> Self {
                Self {
                    data: Ok(value.data),
                    success: Ok(value.success),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ClienteListado {
            pub(crate) active: Result<super::Ativo, String>,
            pub(crate) addresses: Result<Vec<super::Endereco>, String>,
            pub(crate) birthdate: Result<Option<String>, String>,
            pub(crate) document: Result<String, String>,
            pub(crate) gender: Result<Option<super::GeneroNome>, String>,
            pub(crate) id: Result<i64, String>,
            pub(crate) mail: Result<String, String>,
            pub(crate) name: Result<String, String>,
            pub(crate) password: Result<Option<crate::formats::Secret>, String>,
            pub(crate) phone: Result<String, String>,
            pub(crate) state_register: Result<Option<String>, String>,
            pub(crate) trading_name: Result<Option<String>, String>,
            pub(crate) type_: Result<super::TipoCliente, String>,
        }

        impl Default for ClienteListado {
            fn default() -> Self {
                Self {
                    active: Err("no value supplied for active".to_string()),
                    addresses: Err("no value supplied for addresses".to_string()),
                    birthdate: Ok(Default::default()),
                    document: Err("no value supplied for document".to_string()),
                    gender: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    mail: Err("no value supplied for mail".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    password: Ok(Default::default()),
                    phone: Err("no value supplied for phone".to_string()),
                    state_register: Ok(Default::default()),
                    trading_name: Ok(Default::default()),
                    type_: Err("no value supplied for type_".to_string()),
                }
            }
        }

        impl ClienteListado {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::Ativo>,
                T::Error: std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }

            pub fn addresses<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::Endereco>>,
                T::Error: std::fmt::Display,
            {
                self.addresses = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for addresses: {e}")
                    });
                self
            }

            pub fn birthdate<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.birthdate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for birthdate: {e}")
                    });
                self
            }

            pub fn document<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.document = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for document: {e}")
                    });
                self
            }

            pub fn gender<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::GeneroNome>>,
                T::Error: std::fmt::Display,
            {
                self.gender = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for gender: {e}")
                    });
                self
            }

            pub fn id<T>(mut self, value: T) -> Self
            where
                T: TryInto<i64>,
                T::Error: std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }

            pub fn mail<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.mail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for mail: {e}")
                    });
                self
            }

            pub fn name<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }

            pub fn password<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Secret>>,
                T::Error: std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }

            pub fn phone<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.phone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for phone: {e}")
                    });
                self
            }

            pub fn state_register<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.state_register = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for state_register: {e}"
                        )
                    });
                self
            }

            pub fn trading_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.trading_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for trading_name: {e}")
                    });
                self
            }

            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::TipoCliente>,
                T::Error: std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl TryFrom<ClienteListado> for super::ClienteListado {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ClienteListado,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    addresses: value.addresses?,
                    birthdate: value.birthdate?,
                    document: value.document?,
                    gender: value.gender?,
                    id: value.id?,
                    mail: value.mail?,
                    name: value.name?,
                    password: value.password?,
                    phone: value.phone?,
                    state_register: value.state_register?,
                    trading_name: value.trading_name?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::ClienteListado> for ClienteListado {
            fn from(value: super::ClienteListado) -> Self {
                Self {
                    active: Ok(value.active),
                    addresses: Ok(value.addresses),
                    birthdate: Ok(value.birthdate),
                    document: Ok(value.document),
                    gender: Ok(value.gender),
                    id: Ok(value.id),
                    mail: Ok(value.mail),
                    name: Ok(value.name),
                    password: Ok(value.password),
                    phone: Ok(value.phone),
                    state_register: Ok(value.state_register),
                    trading_name: Ok(value.trading_name),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ClientePagina {
            pub(crate) data: Result<super::ClientePaginaDados, String>,
            pub(crate) success: Result<bool, String>,
        }

        impl Default for ClientePagina {
            fn default() -> Self {
                Self {
                    data: Err("no value supplied for data".to_string()),
                    success: Err("no value supplied for success".to_string()),
                }
            }
        }

        impl ClientePagina {
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::ClientePaginaDados>,
                T::Error: std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }

            pub fn success<T>(mut self, value: T) -> Self
            where
                T: TryInto<bool>,
                T::Error: std::fmt::Display,
            {
                self.success = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for success: {e}")
                    });
                self
            }
        }

        impl TryFrom<ClientePagina> for super::ClientePagina {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ClientePagina,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    data: value.data?,
                    success: value.success?,
                })
            }
        }

        impl From<super::ClientePagina> for ClientePagina {
            fn from(value: super::ClientePagina) -> Self {
                Self {
                    data: Ok(value.data),
                    success: Ok(value.success),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct ClientePaginaDados {
            pub(crate) clients: Result<Vec<super::ClienteListado>, String>,
        }

        impl Default for ClientePaginaDados {
            fn default() -> Self {
                Self {
                    clients: Err("no value supplied for clients".to_string()),
                }
            }
        }

        impl ClientePaginaDados {
            pub fn clients<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::ClienteListado>>,
                T::Error: std::fmt::Display,
            {
                self.clients = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for clients: {e}")
                    });
                self
            }
        }

        impl TryFrom<ClientePaginaDados> for super::ClientePaginaDados {
            type Error = super::error::ConversionError;

            fn try_from(
                value: ClientePaginaDados,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self { clients: value.clients? })
            }
        }

        impl From<super::ClientePaginaDados> for ClientePaginaDados {
            fn from(value: super::ClientePaginaDados) -> Self {
                Self { clients: Ok(value.clients) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Endereco {
            pub(crate) city: Result<String, String>,
            pub(crate) complement: Result<Option<String>, String>,
            pub(crate) district: Result<String, String>,
            pub(crate) id: Result<i64, String>,
            pub(crate) id_client: Result<Option<i64>, String>,
            pub(crate) number: Result<String, String>,
            pub(crate) postcode: Result<String, String>,
            pub(crate) reference: Result<Option<String>, String>,
            pub(crate) responsible_name: Result<Option<String>, String>,
            pub(crate) state: Result<String, String>,
            pub(crate) street: Result<String, String>,
            pub(crate) type_: Result<super::TipoEndereco, String>,
        }

        impl Default for Endereco {
            fn default() -> Self {
                Self {
                    city: Err("no value supplied for city".to_string()),
                    complement: Ok(Default::default()),
                    district: Err("no value supplied for district".to_string()),
                    id: Err("no value supplied for id".to_string()),
                    id_client: Ok(Default::default()),
                    number: Err("no value supplied for number".to_string()),
                    postcode: Err("no value supplied for postcode".to_string()),
                    reference: Ok(Default::default()),
                    responsible_name: Ok(Default::default()),
                    state: Err("no value supplied for state".to_string()),
                    street: Err("no value supplied for street".to_string()),
                    type_: Err("no value supplied for type_".to_string()),
                }
            }
        }

        impl Endereco {
            pub fn city<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.city = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for city: {e}")
                    });
                self
            }

            pub fn complement<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.complement = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for complement: {e}")
                    });
                self
            }

            pub fn district<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.district = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for district: {e}")
                    });
                self
            }

            pub fn id<T>(mut self, value: T) -> Self
            where
                T: TryInto<i64>,
                T::Error: std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }

            pub fn id_client<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<i64>>,
                T::Error: std::fmt::Display,
            {
                self.id_client = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for id_client: {e}")
                    });
                self
            }

            pub fn number<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for number: {e}")
                    });
                self
            }

            pub fn postcode<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.postcode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for postcode: {e}")
                    });
                self
            }

            pub fn reference<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.reference = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reference: {e}")
                    });
                self
            }

            pub fn responsible_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.responsible_name = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for responsible_name: {e}"
                        )
                    });
                self
            }

            pub fn state<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }

            pub fn street<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.street = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for street: {e}")
                    });
                self
            }

            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::TipoEndereco>,
                T::Error: std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl TryFrom<Endereco> for super::Endereco {
            type Error = super::error::ConversionError;

            fn try_from(value: Endereco) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    city: value.city?,
                    complement: value.complement?,
                    district: value.district?,
                    id: value.id?,
                    id_client: value.id_client?,
                    number: value.number?,
                    postcode: value.postcode?,
                    reference: value.reference?,
                    responsible_name: value.responsible_name?,
                    state: value.state?,
                    street: value.street?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::Endereco> for Endereco {
            fn from(value: super::Endereco) -> Self {
                Self {
                    city: Ok(value.city),
                    complement: Ok(value.complement),
                    district: Ok(value.district),
                    id: Ok(value.id),
                    id_client: Ok(value.id_client),
                    number: Ok(value.number),
                    postcode: Ok(value.postcode),
                    reference: Ok(value.reference),
                    responsible_name: Ok(value.responsible_name),
                    state: Ok(value.state),
                    street: Ok(value.street),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Erro {
            pub(crate) error_code: Result<String, String>,
            pub(crate) error_message: Result<String, String>,
            pub(crate) success: Result<bool, String>,
        }

        impl Default for Erro {
            fn default() -> Self {
                Self {
                    error_code: Err("no value supplied for error_code".to_string()),
                    error_message: Err(
                        "no value supplied for error_message".to_string(),
                    ),
                    success: Err("no value supplied for success".to_string()),
                }
            }
        }

        impl Erro {
            pub fn error_code<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.error_code = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error_code: {e}")
                    });
                self
            }

            pub fn error_message<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.error_message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for error_message: {e}")
                    });
                self
            }

            pub fn success<T>(mut self, value: T) -> Self
            where
                T: TryInto<bool>,
                T::Error: std::fmt::Display,
            {
                self.success = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for success: {e}")
                    });
                self
            }
        }

        impl TryFrom<Erro> for super::Erro {
            type Error = super::error::ConversionError;

            fn try_from(value: Erro) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    error_code: value.error_code?,
                    error_message: value.error_message?,
                    success: value.success?,
                })
            }
        }

        impl From<super::Erro> for Erro {
            fn from(value: super::Erro) -> Self {
                Self {
                    error_code: Ok(value.error_code),
                    error_message: Ok(value.error_message),
                    success: Ok(value.success),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct NovoCliente {
            pub(crate) active: Result<Option<super::Ativo>, String>,
            pub(crate) addresses: Result<Vec<super::NovoEndereco>, String>,
            pub(crate) birth_date: Result<Option<chrono::naive::NaiveDate>, String>,
            pub(crate) birthdate: Result<Option<chrono::naive::NaiveDate>, String>,
            pub(crate) document: Result<String, String>,
            pub(crate) gender: Result<Option<super::Genero>, String>,
            pub(crate) mail: Result<String, String>,
            pub(crate) name: Result<String, String>,
            pub(crate) password: Result<Option<crate::formats::Secret>, String>,
            pub(crate) phone: Result<String, String>,
            pub(crate) state_register: Result<Option<String>, String>,
            pub(crate) trading_name: Result<Option<String>, String>,
            pub(crate) type_: Result<super::TipoCliente, String>,
        }

        impl Default for NovoCliente {
            fn default() -> Self {
                Self {
                    active: Ok(Default::default()),
                    addresses: Err("no value supplied for addresses".to_string()),
                    birth_date: Ok(Default::default()),
                    birthdate: Ok(Default::default()),
                    document: Err("no value supplied for document".to_string()),
                    gender: Ok(Default::default()),
                    mail: Err("no value supplied for mail".to_string()),
                    name: Err("no value supplied for name".to_string()),
                    password: Ok(Default::default()),
                    phone: Err("no value supplied for phone".to_string()),
                    state_register: Ok(Default::default()),
                    trading_name: Ok(Default::default()),
                    type_: Err("no value supplied for type_".to_string()),
                }
            }
        }

        impl NovoCliente {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Ativo>>,
                T::Error: std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }

            pub fn addresses<T>(mut self, value: T) -> Self
            where
                T: TryInto<Vec<super::NovoEndereco>>,
                T::Error: std::fmt::Display,
            {
                self.addresses = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for addresses: {e}")
                    });
                self
            }

            pub fn birth_date<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::naive::NaiveDate>>,
                T::Error: std::fmt::Display,
            {
                self.birth_date = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for birth_date: {e}")
                    });
                self
            }

            pub fn birthdate<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<chrono::naive::NaiveDate>>,
                T::Error: std::fmt::Display,
            {
                self.birthdate = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for birthdate: {e}")
                    });
                self
            }

            pub fn document<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.document = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for document: {e}")
                    });
                self
            }

            pub fn gender<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Genero>>,
                T::Error: std::fmt::Display,
            {
                self.gender = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for gender: {e}")
                    });
                self
            }

            pub fn mail<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.mail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for mail: {e}")
                    });
                self
            }

            pub fn name<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }

            pub fn password<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<crate::formats::Secret>>,
                T::Error: std::fmt::Display,
            {
                self.password = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for password: {e}")
                    });
                self
            }

            pub fn phone<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.phone = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for phone: {e}")
                    });
                self
            }

            pub fn state_register<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.state_register = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for state_register: {e}"
                        )
                    });
                self
            }

            pub fn trading_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.trading_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for trading_name: {e}")
                    });
                self
            }

            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: TryInto<super::TipoCliente>,
                T::Error: std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl TryFrom<NovoCliente> for super::NovoCliente {
            type Error = super::error::ConversionError;

            fn try_from(
                value: NovoCliente,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    addresses: value.addresses?,
                    birth_date: value.birth_date?,
                    birthdate: value.birthdate?,
                    document: value.document?,
                    gender: value.gender?,
                    mail: value.mail?,
                    name: value.name?,
                    password: value.password?,
                    phone: value.phone?,
                    state_register: value.state_register?,
                    trading_name: value.trading_name?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::NovoCliente> for NovoCliente {
            fn from(value: super::NovoCliente) -> Self {
                Self {
                    active: Ok(value.active),
                    addresses: Ok(value.addresses),
                    birth_date: Ok(value.birth_date),
                    birthdate: Ok(value.birthdate),
                    document: Ok(value.document),
                    gender: Ok(value.gender),
                    mail: Ok(value.mail),
                    name: Ok(value.name),
                    password: Ok(value.password),
                    phone: Ok(value.phone),
                    state_register: Ok(value.state_register),
                    trading_name: Ok(value.trading_name),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct NovoEndereco {
            pub(crate) active: Result<Option<super::Ativo>, String>,
            pub(crate) city: Result<String, String>,
            pub(crate) complement: Result<Option<String>, String>,
            pub(crate) district: Result<String, String>,
            pub(crate) number: Result<String, String>,
            pub(crate) postcode: Result<String, String>,
            pub(crate) reference: Result<Option<String>, String>,
            pub(crate) responsible_name: Result<Option<String>, String>,
            pub(crate) state: Result<String, String>,
            pub(crate) street: Result<String, String>,
            pub(crate) type_: Result<Option<super::TipoEndereco>, String>,
        }

        impl Default for NovoEndereco {
            fn default() -> Self {
                Self {
                    active: Ok(Default::default()),
                    city: Err("no value supplied for city".to_string()),
                    complement: Ok(Default::default()),
                    district: Err("no value supplied for district".to_string()),
                    number: Err("no value supplied for number".to_string()),
                    postcode: Err("no value supplied for postcode".to_string()),
                    reference: Ok(Default::default()),
                    responsible_name: Ok(Default::default()),
                    state: Err("no value supplied for state".to_string()),
                    street: Err("no value supplied for street".to_string()),
                    type_: Ok(Default::default()),
                }
            }
        }

        impl NovoEndereco {
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::Ativo>>,
                T::Error: std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }

            pub fn city<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.city = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for city: {e}")
                    });
                self
            }

            pub fn complement<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.complement = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for complement: {e}")
                    });
                self
            }

            pub fn district<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.district = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for district: {e}")
                    });
                self
            }

            pub fn number<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for number: {e}")
                    });
                self
            }

            pub fn postcode<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.postcode = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for postcode: {e}")
                    });
                self
            }

            pub fn reference<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.reference = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reference: {e}")
                    });
                self
            }

            pub fn responsible_name<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<String>>,
                T::Error: std::fmt::Display,
            {
                self.responsible_name = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for responsible_name: {e}"
                        )
                    });
                self
            }

            pub fn state<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }

            pub fn street<T>(mut self, value: T) -> Self
            where
                T: TryInto<String>,
                T::Error: std::fmt::Display,
            {
                self.street = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for street: {e}")
                    });
                self
            }

            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: TryInto<Option<super::TipoEndereco>>,
                T::Error: std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl TryFrom<NovoEndereco> for super::NovoEndereco {
            type Error = super::error::ConversionError;

            fn try_from(
                value: NovoEndereco,
            ) -> Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    city: value.city?,
                    complement: value.complement?,
                    district: value.district?,
                    number: value.number?,
                    postcode: value.postcode?,
                    reference: value.reference?,
                    responsible_name: value.responsible_name?,
                    state: value.state?,
                    street: value.street?,
                    type_: value.type_?,
                })
            }
        }

        impl From<super::NovoEndereco> for NovoEndereco {
            fn from(value: super::NovoEndereco) -> Self {
                Self {
                    active: Ok(value.active),
                    city: Ok(value.city),
                    complement: Ok(value.complement),
                    district: Ok(value.district),
                    number: Ok(value.number),
                    postcode: Ok(value.postcode),
                    reference: Ok(value.reference),
                    responsible_name: Ok(value.responsible_name),
                    state: Ok(value.state),
                    street: Ok(value.street),
                    type_: Ok(value.type_),
                }
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

/// Client for Dezwork, clientes
///
/// A Dezwork (Branvo) é uma plataforma de lojas virtuais. Um **cliente** é quem compra na sua loja: uma pessoa física
/// (`PF`) ou uma pessoa jurídica (`PJ`), com os seus endereços. Com estas cinco operações você adiciona, atualiza, consulta
/// e exclui os clientes da sua conta.
///
/// ## Autenticação
///
/// Toda chamada leva o token da sua conta no cabeçalho `Account-Token`. Uma conta só vê e altera os próprios clientes: o
/// cliente de outra conta é `404`, como se não existisse. Decision: um token ausente ou errado é `401` com o código `EAU`.
///
/// Para experimentar aqui: clique em **Authorize**, informe `demo-token` e adicione um cliente. `demo-other-token` é outra
/// conta.
///
/// ## PF e PJ
///
/// | | PF | PJ |
/// |---|---|---|
/// | obrigatórios para todos | `type`, `name`, `document`, `phone`, `mail`, `addresses` | os mesmos |
/// | obrigatórios só para este tipo | `birthDate`, `gender` | `tradingName`, `stateRegister` |
/// | `document` | CPF | CNPJ |
///
/// Decision: um PF com CNPJ, ou um PJ com CPF, é recusado com `EPI`. Os dígitos verificadores são conferidos, e um número
/// de um só algarismo repetido (`111.111.111-11`) não vale. O CNPJ pode ter letras (`12.ABC.345/01DE-35`), como os que a
/// Receita Federal emite desde 2026. Os parâmetros que só o outro tipo exige são aceitos, guardados e mostrados.
///
/// ## O que se envia e o que volta
///
/// A documentação do fornecedor usa mais de uma forma para a mesma coisa. Este servidor aceita todas as que ela mostra e
/// responde sempre com uma só:
///
/// | parâmetro | nas requisições | nas respostas |
/// |---|---|---|
/// | `document` | `00857893050`, `008.578.930-50` | `008.578.930-50`, `58.009.342/0001-52` |
/// | `phone` | `54 999999999`, `(54) 99999-9999`, `5499999999` | `(54)99999-9999`; com oito dígitos, `(54)9999-9999` |
/// | data de nascimento | `birthDate` ou `birthdate`, `1995-02-06` | `06/02/1995`; `birthDate` em um cliente, `birthdate` na lista |
/// | `gender` | `1`, `2`, `"1"`, `"2"` | `Feminino`, `Masculino` |
/// | `active` | `true`, `false`, `"1"`, `"0"` | `"1"`, `"0"` |
/// | `type` do endereço | `1`, `"1"` | `1` |
/// | `postcode` | `95720000`, `95720-000` | `95720000` |
/// | textos do endereço | como vierem | em maiúsculas |
/// | `password` | em claro | `********` |
///
/// - Atenção: a data de nascimento vai em um formato e volta em outro, e a lista a escreve com **d** minúsculo.
/// - Decision: quando vêm `birthDate` e `birthdate`, vale `birthDate`.
/// - Decision: a senha não volta. O fornecedor a mostra em claro; aqui ela fica guardada só como hash Argon2id, e a resposta
///   diz `********`. Este é o único ponto em que nos afastamos da documentação de propósito. Quem devolve `********` ao
///   atualizar mantém a senha que há; ao adicionar, é `EPI`.
/// - Decision: os IDs são únicos em todo o servidor, não só na conta, e não voltam a ser usados: um ID de outra conta nunca
///   é, por engano, o de um cliente seu.
/// - O corpo é JSON em UTF-8. Decision: um parâmetro desconhecido é recusado, para que um erro de digitação apareça logo, e
///   `null` não é um valor.
///
/// ## Erros
///
/// Todo erro tem a mesma forma: `{"success": false, "errorCode": …, "errorMessage": …}`.
///
/// | `errorCode` | status | quando |
/// |---|---|---|
/// | `EPT` | 400 | falta um parâmetro obrigatório |
/// | `EPI` | 400 | um parâmetro é inválido ou desconhecido |
/// | `EAU` | 401 | o token está ausente ou errado |
/// | `ENE` | 404 | o cliente não existe |
/// | `EDU` | 409 | o documento já está cadastrado |
/// | `EIN` | 500, 503 | o servidor falhou, ou não pode atender agora |
///
/// - Decision: o fornecedor documenta apenas `EPT`; os outros códigos são nossos.
/// - Decision: se há mais de um problema, `errorMessage` traz todos, separados por `; `, com os que faltam primeiro, e
///   `errorCode` é `EPT` se falta algum. Um parâmetro de dentro é nomeado pelo caminho, `addresses.0.city`; o corpo
///   inteiro, `body`.
/// - Um caminho ou um método que este documento não tem recebe o `404` ou o `405` do próprio servidor, em outra forma.
/// - Toda resposta leva `X-Request-Id`. Informe-o ao perguntar por uma chamada.
///
/// ## Sandbox
///
/// No ambiente sandbox, os cadastros não são salvos permanentemente: são resetados de 30 em 30 minutos. Decision: este
/// servidor só faz isso com `--dezwork-sandbox`, a cada hora cheia e a cada meia hora. Os clientes que não são do sandbox
/// não aparecem nele, e ficam como estão.
///
/// As frases que começam com "Decision:" marcam o que a documentação do fornecedor deixa em aberto.
///
/// Version: 1.0.0
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
        "1.0.0"
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
    /// Atualizar cliente
    ///
    /// Altera um cliente da conta. O `id` vai **no corpo**, não no caminho.
    ///
    /// Decision: só muda o que é enviado; o resto fica como está. `{"id": 1, "active": false}` apenas desativa o cliente.
    ///
    /// Decision: `addresses`, quando enviado, **substitui a lista inteira**: um endereço que não vem é excluído, e uma lista
    /// vazia exclui todos. Um endereço com o `id` de um endereço deste cliente mantém esse `id`; qualquer outro `id` é
    /// ignorado, e o endereço recebe um novo. O mesmo `id` duas vezes é `EPI`.
    ///
    /// Decision: o cliente tem de ficar completo. Quem passa de PF a PJ precisa de `tradingName`, `stateRegister` e um CNPJ,
    /// enviados agora ou já cadastrados, e o contrário do mesmo modo: senão, `400`.
    ///
    /// Sends a `PUT` request to `/v1/clientes`
    ///
    /// Arguments:
    /// - `body`: O `id` do cliente e o que muda nele.
    /// ```text
    /// let response = client.cliente_update()
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn cliente_update(&self) -> builder::ClienteUpdate<'_> {
        builder::ClienteUpdate::new(self)
    }

    /// Adicionar cliente
    ///
    /// Adiciona um cliente à conta, com os seus endereços.
    ///
    /// Um PF precisa também de `birthDate` e `gender`, um PJ de `tradingName` e `stateRegister`: sem eles, `400` com `EPT`.
    /// Decision: um documento que já é de outro cliente da conta é `409` com `EDU`.
    ///
    /// Sends a `POST` request to `/v1/clientes`
    ///
    /// Arguments:
    /// - `body`: O cliente a adicionar.
    /// ```text
    /// let response = client.cliente_create()
    ///     .body(body)
    ///     .send()
    ///     .await;
    /// ```
    pub fn cliente_create(&self) -> builder::ClienteCreate<'_> {
        builder::ClienteCreate::new(self)
    }

    /// Consultar clientes
    ///
    /// Os clientes da conta, 50 por página. A primeira página é a 1.
    ///
    /// Decision: na ordem em que foram adicionados. Uma página além do fim é vazia, e é assim que se sabe que a lista
    /// acabou: a resposta não diz quantos clientes há.
    ///
    /// Atenção: na lista, a data de nascimento chama-se `birthdate`.
    ///
    /// Sends a `GET` request to `/v1/clientes/pagina/{numero}`
    ///
    /// Arguments:
    /// - `numero`: O número da página, a partir de 1.
    /// ```text
    /// let response = client.cliente_list()
    ///     .numero(numero)
    ///     .send()
    ///     .await;
    /// ```
    pub fn cliente_list(&self) -> builder::ClienteList<'_> {
        builder::ClienteList::new(self)
    }

    /// Consultar cliente por ID
    ///
    /// Um cliente da conta.
    ///
    /// Decision: um `id` que não é um número é `400` com `EPI`; um que não existe, `404` com `ENE`.
    ///
    /// Sends a `GET` request to `/v1/clientes/{id}`
    ///
    /// Arguments:
    /// - `id`: O ID do cliente.
    /// ```text
    /// let response = client.cliente_view()
    ///     .id(id)
    ///     .send()
    ///     .await;
    /// ```
    pub fn cliente_view(&self) -> builder::ClienteView<'_> {
        builder::ClienteView::new(self)
    }

    /// Excluir cliente
    ///
    /// Exclui um cliente da conta, com os seus endereços, e responde com ele como era.
    ///
    /// Decision: o documento fica livre e pode ser cadastrado de novo; o `id` não volta a ser usado.
    ///
    /// Sends a `DELETE` request to `/v1/clientes/{id}`
    ///
    /// Arguments:
    /// - `id`: O ID do cliente.
    /// ```text
    /// let response = client.cliente_delete()
    ///     .id(id)
    ///     .send()
    ///     .await;
    /// ```
    pub fn cliente_delete(&self) -> builder::ClienteDelete<'_> {
        builder::ClienteDelete::new(self)
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

    /// Builder for [`Client::cliente_update`]
    ///
    /// [`Client::cliente_update`]: super::Client::cliente_update
    #[derive(Debug, Clone)]
    pub struct ClienteUpdate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) body: Result<types::builder::AlteracaoCliente, String>,
    }

    impl<'a> ClienteUpdate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::AlteracaoCliente>,
            <V as TryInto<types::AlteracaoCliente>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `AlteracaoCliente` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(
                types::builder::AlteracaoCliente,
            ) -> types::builder::AlteracaoCliente,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `PUT` request to `/v1/clientes`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ClienteEnvelope>, Error<types::Erro>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| {
                    types::AlteracaoCliente::try_from(v).map_err(|e| e.to_string())
                })
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/clientes", client.baseurl,);
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
                .put(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "cliente_update",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 404 | 409 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::cliente_create`]
    ///
    /// [`Client::cliente_create`]: super::Client::cliente_create
    #[derive(Debug, Clone)]
    pub struct ClienteCreate<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) body: Result<types::builder::NovoCliente, String>,
    }

    impl<'a> ClienteCreate<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                body: Ok(Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: TryInto<types::NovoCliente>,
            <V as TryInto<types::NovoCliente>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `NovoCliente` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(types::builder::NovoCliente) -> types::builder::NovoCliente,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/v1/clientes`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ClienteEnvelope>, Error<types::Erro>> {
            let Self { client, body } = self;
            let body = body
                .and_then(|v| types::NovoCliente::try_from(v).map_err(|e| e.to_string()))
                .map_err(Error::InvalidRequest)?;
            let url = format!("{}/v1/clientes", client.baseurl,);
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
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .json(&body)
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "cliente_create",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                201 => ResponseValue::from_response(response).await,
                400 | 401 | 409 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::cliente_list`]
    ///
    /// [`Client::cliente_list`]: super::Client::cliente_list
    #[derive(Debug, Clone)]
    pub struct ClienteList<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) numero: Result<i32, String>,
    }

    impl<'a> ClienteList<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                numero: Err("numero was not initialized".to_string()),
            }
        }

        pub fn numero<V>(mut self, value: V) -> Self
        where
            V: TryInto<i32>,
        {
            self.numero = value
                .try_into()
                .map_err(|_| "conversion to `i32` for numero failed".to_string());
            self
        }

        /// Sends a `GET` request to `/v1/clientes/pagina/{numero}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ClientePagina>, Error<types::Erro>> {
            let Self { client, numero } = self;
            let numero = numero.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/clientes/pagina/{}", client.baseurl, encode_path(& numero
                .to_string()),
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
                .get(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "cliente_list",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::cliente_view`]
    ///
    /// [`Client::cliente_view`]: super::Client::cliente_view
    #[derive(Debug, Clone)]
    pub struct ClienteView<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) id: Result<i64, String>,
    }

    impl<'a> ClienteView<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                id: Err("id was not initialized".to_string()),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: TryInto<i64>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `i64` for id failed".to_string());
            self
        }

        /// Sends a `GET` request to `/v1/clientes/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ClienteEnvelope>, Error<types::Erro>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/clientes/{}", client.baseurl, encode_path(& id.to_string()),
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
                .get(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "cliente_view",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 404 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::cliente_delete`]
    ///
    /// [`Client::cliente_delete`]: super::Client::cliente_delete
    #[derive(Debug, Clone)]
    pub struct ClienteDelete<'a> {
        pub(crate) client: &'a super::Client,
        pub(crate) id: Result<i64, String>,
    }

    impl<'a> ClienteDelete<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client,
                id: Err("id was not initialized".to_string()),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: TryInto<i64>,
        {
            self.id = value
                .try_into()
                .map_err(|_| "conversion to `i64` for id failed".to_string());
            self
        }

        /// Sends a `DELETE` request to `/v1/clientes/{id}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ClienteEnvelope>, Error<types::Erro>> {
            let Self { client, id } = self;
            let id = id.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/v1/clientes/{}", client.baseurl, encode_path(& id.to_string()),
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
                .delete(url)
                .header(
                    reqwest::header::ACCEPT,
                    reqwest::header::HeaderValue::from_static("application/json"),
                )
                .headers(header_map)
                .build()?;
            let info = OperationInfo {
                operation_id: "cliente_delete",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200 => ResponseValue::from_response(response).await,
                400 | 401 | 404 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
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
            operation: "cliente_create",
            anonymous: false,
            idempotent: false,
        },
        OperationTraits {
            operation: "cliente_update",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "cliente_list",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "cliente_delete",
            anonymous: false,
            idempotent: true,
        },
        OperationTraits {
            operation: "cliente_view",
            anonymous: false,
            idempotent: true,
        },
    ]
};
