//! What Dezwork says when something is wrong, in Portuguese: a code for programs, a message for people.
//!
//! What breaks the document is found by code that all APIs share, and said there in English. So messages are made here
//! anew, from which parameter breaks what kind of rule; what it should be instead stands in one table.

use std::borrow::Cow;

use crate::generated::dezwork as api;

use dropshot_openapi::{RequestError, Rule, Violation};

/// A message is cut here, as the document says.
const MESSAGE_CHARACTERS_MAX: usize = 4000;
/// A parameter's name is cut here: callers choose those that do not exist.
const FIELD_CHARACTERS_MAX: usize = 100;
/// What parameters of the body are called all together.
const WHOLE_BODY: &str = "body";

/// What is wrong with one parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    field: String,
    fault: ParameterFault,
    /// Only what is there already, or what day it is, makes it one: sent elsewhere or at another time, it is none.
    is_in_context: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ParameterFault {
    Missing,
    Unknown,
    Invalid(Cow<'static, str>),
}

impl Problem {
    /// A parameter has to be there, and is not.
    pub fn missing(field: impl Into<String>) -> Self {
        Self { field: field.into(), fault: ParameterFault::Missing, is_in_context: false }
    }

    /// A parameter cannot be what it is; `reason` says why, or what would do.
    pub fn invalid(field: impl Into<String>, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into(), fault: ParameterFault::Invalid(reason.into()), is_in_context: false }
    }

    /// The same, where the request alone is not wrong: it conflicts with what is there already, or with what day it is.
    #[must_use]
    pub fn in_context(self) -> Self {
        Self { is_in_context: true, ..self }
    }

    fn is_missing(&self) -> bool {
        self.fault == ParameterFault::Missing
    }

    fn message(&self) -> String {
        let field = cut(&self.field, FIELD_CHARACTERS_MAX);
        match &self.fault {
            ParameterFault::Missing => format!("Parâmetro [{field}] é obrigatório"),
            ParameterFault::Unknown => {
                format!("Parâmetro [{field}] é desconhecido: retire-o ou corrija-o")
            }
            ParameterFault::Invalid(reason) => format!("Parâmetro [{field}] é inválido: {reason}"),
        }
    }
}

impl From<&Violation> for Problem {
    fn from(violation: &Violation) -> Self {
        let field = violation.field();
        let fault = match violation.rule {
            Rule::Required => ParameterFault::Missing,
            Rule::Unknown => ParameterFault::Unknown,
            Rule::Type | Rule::Bounds | Rule::Form => ParameterFault::Invalid(expectation(&field).into()),
        };
        Self { field, fault, is_in_context: false }
    }
}

/// Whether none of these is in the request alone, so that it is a conflict and no bad request.
pub fn are_conflicts(problems: &[Problem]) -> bool {
    problems.iter().all(|problem| problem.is_in_context)
}

/// What a parameter has to be, told to whoever gave something else.
fn expectation(field: &str) -> &'static str {
    let (within, name) = field.rsplit_once('.').unwrap_or(("", field));
    match name {
        WHOLE_BODY => "envie um objeto JSON, em UTF-8",
        "id" | "numero" => "informe um número inteiro a partir de 1",
        "type" if within.is_empty() => "informe PF ou PJ",
        "type" => "informe um número de 1 a 99",
        "name" | "tradingName" | "street" | "district" | "city" => {
            "informe um texto de 1 a 255 caracteres, não em branco e sem caracteres de controle"
        }
        "complement" | "responsibleName" | "reference" => {
            "informe um texto de até 255 caracteres, sem caracteres de controle"
        }
        "stateRegister" => "informe um texto de 1 a 30 caracteres, não em branco, ou ISENTO",
        "number" => "informe um texto de 1 a 20 caracteres, não em branco, como 17 ou S/N",
        "document" => "informe o CPF de uma PF ou o CNPJ de uma PJ, com ou sem pontuação",
        "phone" => "informe o telefone com DDD, como 54 999999999",
        "birthDate" | "birthdate" => "informe uma data que existe, no formato AAAA-MM-DD",
        "mail" => "informe um endereço de e-mail",
        "password" => "informe um texto de 1 a 128 caracteres, que não seja ********",
        "gender" => "informe 1 (feminino) ou 2 (masculino)",
        "active" => "informe true ou false",
        "addresses" => "informe uma lista de até 50 endereços",
        "state" => "informe as duas letras do estado, como RS",
        "postcode" => "informe os oito algarismos do CEP",
        _ if within == "addresses" => "informe um objeto com os dados do endereço",
        _ => "informe um valor que a documentação admite",
    }
}

/// The body of an answer about these, the missing ones first.
pub fn problems(problems: &[Problem]) -> api::Erro {
    let (missing, others): (Vec<_>, Vec<_>) = problems.iter().partition(|problem| problem.is_missing());
    let code = if missing.is_empty() { "EPI" } else { "EPT" };
    let messages: Vec<_> = missing.into_iter().chain(others).map(Problem::message).collect();
    error(code, &messages.join("; "))
}

/// The account has no such client.
pub fn no_such_client() -> api::Erro {
    error("ENE", "Cliente não encontrado")
}

/// The account has a client with this document.
pub fn document_taken() -> api::Erro {
    error("EDU", "Documento já cadastrado")
}

fn error(code: &str, message: &str) -> api::Erro {
    api::Erro {
        success: false,
        error_code: code.to_owned(),
        error_message: cut(message, MESSAGE_CHARACTERS_MAX).into_owned(),
    }
}

/// A text that is no longer than this, with a sign where it was cut.
fn cut(text: &str, characters_max: usize) -> Cow<'_, str> {
    if text.char_indices().nth(characters_max).is_none() {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().take(characters_max - 1).collect();
    Cow::Owned(format!("{kept}…"))
}

impl From<RequestError> for api::Erro {
    fn from(refusal: RequestError) -> Self {
        let of_body = |reason: String| problems(&[Problem::invalid(WHOLE_BODY, reason)]);
        match refusal {
            RequestError::Unauthenticated { .. } | RequestError::Forbidden { .. } => {
                error("EAU", "Token da conta ausente ou inválido")
            }
            RequestError::Invalid(violations) => {
                problems(&violations.iter().map(Problem::from).collect::<Vec<_>>())
            }
            RequestError::TooLarge { max_bytes } => {
                of_body(format!("envie no máximo {max_bytes} bytes por vez"))
            }
            RequestError::UnsupportedMediaType { expected, .. } => {
                of_body(format!("envie {expected}, e informe-o em Content-Type"))
            }
            RequestError::Incomplete => {
                of_body("não chegou inteiro, ou não a tempo: envie de novo".to_owned())
            }
            RequestError::NotFound => error("ENE", "Caminho não encontrado"),
            RequestError::TooManyRequests { retry_after_seconds, .. } => {
                error("EIN", &format!("Requisições demais: tente de novo em {retry_after_seconds} s"))
            }
            RequestError::Internal(fault) => match fault.retry_after_seconds {
                Some(seconds) => {
                    error("EIN", &format!("O servidor não pode atender agora: tente de novo em {seconds} s"))
                }
                None => error("EIN", "O servidor falhou: informe o X-Request-Id a quem o administra"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::dezwork::operations::MODEL;
    use dropshot_openapi::{InternalError, ParameterLocation};

    use dropshot_openapi::schema::Kind;

    fn violation(rule: Rule, pointer: &str) -> Violation {
        let message = "is wrong".to_owned();
        Violation { place: ParameterLocation::Body, pointer: pointer.to_owned(), rule, message }
    }

    fn said(violations: Vec<Violation>) -> (String, String) {
        let error = api::Erro::from(RequestError::Invalid(violations));
        assert!(!error.success);
        (error.error_code, error.error_message)
    }

    #[test]
    fn a_missing_parameter_is_told_in_the_vendors_words() {
        let (code, message) = said(vec![violation(Rule::Required, "/name")]);

        assert_eq!((code.as_str(), message.as_str()), ("EPT", "Parâmetro [name] é obrigatório"));
    }

    #[test]
    fn several_faults_are_told_together_those_that_miss_first() {
        let (code, message) = said(vec![
            violation(Rule::Form, "/phone"),
            violation(Rule::Unknown, "/nome"),
            violation(Rule::Required, "/addresses/0/city"),
        ]);

        assert_eq!(code, "EPT");
        assert_eq!(
            message,
            "Parâmetro [addresses.0.city] é obrigatório; Parâmetro [phone] é inválido: informe o telefone com DDD, \
             como 54 999999999; Parâmetro [nome] é desconhecido: retire-o ou corrija-o"
        );
        assert_eq!(said(vec![violation(Rule::Bounds, "/phone")]).0, "EPI");
    }

    #[test]
    fn every_parameter_is_told_what_it_should_be() {
        let otherwise = expectation("no such parameter");
        for (prefix, schema) in [
            ("", "NovoCliente"),
            ("", "AlteracaoCliente"),
            ("addresses.0.", "NovoEndereco"),
            ("addresses.0.", "AlteracaoEndereco"),
        ] {
            let schema = MODEL.schemas.get(schema).unwrap();
            let Kind::Object { properties, .. } = &schema.kind else { panic!("{schema:?}") };
            for property in properties {
                let field = format!("{prefix}{}", property.name);
                assert_ne!(expectation(&field), otherwise, "{field}");
            }
        }
        assert_ne!(expectation("addresses.0"), otherwise);
        assert_ne!(expectation("type"), expectation("addresses.0.type"));
    }

    #[test]
    fn what_a_caller_sent_makes_no_message_too_long() {
        let long = "é".repeat(10_000);
        let (_, message) = said(vec![violation(Rule::Unknown, &format!("/{long}"))]);
        assert!(message.chars().count() < 200, "{message}");
        assert!(message.contains("é…]"), "{message}");

        let many = (0..100).map(|n| violation(Rule::Unknown, &format!("/{n}{long}"))).collect();
        let (_, message) = said(many);
        assert_eq!(message.chars().count(), MESSAGE_CHARACTERS_MAX);
        assert!(message.ends_with('…'));
        assert_eq!(cut("éé", 2), "éé", "as long as may be");
    }

    #[test]
    fn every_refusal_is_told_in_portuguese_with_its_code() {
        for (refusal, code, part) in [
            (RequestError::Unauthenticated { scheme: "accountToken" }, "EAU", "Token da conta"),
            (
                RequestError::TooLarge { max_bytes: 10 },
                "EPI",
                "Parâmetro [body] é inválido: envie no máximo 10",
            ),
            (
                RequestError::UnsupportedMediaType { given: "a/b".to_owned(), expected: "application/json" },
                "EPI",
                "application/json",
            ),
            (RequestError::Incomplete, "EPI", "envie de novo"),
            (RequestError::NotFound, "ENE", "não encontrado"),
            (RequestError::Internal(InternalError::internal("hunter2")), "EIN", "X-Request-Id"),
            (RequestError::Internal(InternalError::unavailable(3, "hunter2")), "EIN", "em 3 s"),
        ] {
            let error = api::Erro::from(refusal);
            assert_eq!(error.error_code, code, "{error:?}");
            assert!(error.error_message.contains(part), "{error:?}");
            assert!(!error.error_message.contains("hunter2"), "{error:?}");
        }
    }
}
