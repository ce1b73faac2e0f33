//! Error responses, in Portuguese: a code for programs, a message for people.
//!
//! The validation that all APIs share describes violations in English, so messages are built here from the parameter and the
//! kind of rule.

use std::borrow::Cow;

use super::rules::{ParameterFault, Problem};
use crate::generated::dezwork as api;
use dropshot_openapi::{RequestError, Rule, Violation};

/// Maximum length of a message in the document.
const MESSAGE_CHARACTERS_MAX: usize = 4000;
/// Maximum length of a parameter's name: callers choose the names of unknown parameters.
const FIELD_CHARACTERS_MAX: usize = 100;
/// Name of the body as a whole.
const WHOLE_BODY: &str = "body";

impl From<&Violation> for Problem {
    fn from(violation: &Violation) -> Self {
        let field = violation.field();
        match violation.rule {
            Rule::Required => Self::missing(field),
            Rule::Unknown => Self { fault: ParameterFault::Unknown, ..Self::missing(field) },
            Rule::Type | Rule::Bounds | Rule::Form => {
                let expectation = expectation(&field);
                Self::invalid(field, expectation)
            }
        }
    }
}

fn message(problem: &Problem) -> String {
    let field = cut(&problem.field, FIELD_CHARACTERS_MAX);
    match &problem.fault {
        ParameterFault::Missing => format!("Parâmetro [{field}] é obrigatório"),
        ParameterFault::Unknown => format!("Parâmetro [{field}] é desconhecido: retire-o ou corrija-o"),
        ParameterFault::Invalid(reason) => format!("Parâmetro [{field}] é inválido: {reason}"),
    }
}

/// Returns what a parameter is expected to be.
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

/// Returns the error for these problems, missing parameters first.
pub fn problems(problems: &[Problem]) -> api::Erro {
    let (missing, others): (Vec<_>, Vec<_>) =
        problems.iter().partition(|problem| problem.fault == ParameterFault::Missing);
    let code = if missing.is_empty() { "EPI" } else { "EPT" };
    let messages: Vec<_> = missing.into_iter().chain(others).map(message).collect();
    error(code, &messages.join("; "))
}

/// Returns the error for a client that does not exist.
pub fn no_such_client() -> api::Erro {
    error("ENE", "Cliente não encontrado")
}

/// Returns the error for a document that another client has.
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

/// Shortens a text, with an ellipsis at its end.
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
    fn missing_parameter_has_the_vendors_message() {
        let (code, message) = said(vec![violation(Rule::Required, "/name")]);

        assert_eq!((code.as_str(), message.as_str()), ("EPT", "Parâmetro [name] é obrigatório"));
    }

    #[test]
    fn problems_are_reported_together_missing_ones_first() {
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
    fn every_parameter_has_an_expectation() {
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
    fn messages_are_bounded() {
        let long = "é".repeat(10_000);
        let (_, message) = said(vec![violation(Rule::Unknown, &format!("/{long}"))]);
        assert!(message.chars().count() < 200, "{message}");
        assert!(message.contains("é…]"), "{message}");

        let many = (0..100).map(|n| violation(Rule::Unknown, &format!("/{n}{long}"))).collect();
        let (_, message) = said(many);
        assert_eq!(message.chars().count(), MESSAGE_CHARACTERS_MAX);
        assert!(message.ends_with('…'));
        assert_eq!(cut("éé", 2), "éé", "maximum length");
    }

    #[test]
    fn every_error_has_a_code_and_a_message_in_portuguese() {
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
