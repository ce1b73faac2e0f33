//! The JSON text of a document's model that a generated server embeds, one line for each operation and schema.

use crate::document::Document;

/// Returns the constant that holds the text, and the static that is read from it.
pub(super) fn text(document: &Document) -> String {
    let json = |value: serde_json::Result<String>| value.expect("a model has string keys only");
    let operations: Vec<_> =
        document.operations.iter().map(|operation| json(serde_json::to_string(operation))).collect();
    let schemas: Vec<_> = document
        .schemas
        .iter()
        .map(|(name, schema)| {
            format!("{}: {}", json(serde_json::to_string(name)), json(serde_json::to_string(schema)))
        })
        .collect();
    let text = format!(
        "{{\"operations\": [\n{}\n], \"schemas\": {{\n{}\n}}}}",
        operations.join(",\n"),
        schemas.join(",\n")
    );
    format!(
        "/// The operations and schemas of the document: requests and responses are validated by them.\n\
         pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::from_json(MODEL_JSON));\n\n\
         const MODEL_JSON: &str = {};\n",
        raw_string(&text)
    )
}

fn raw_string(text: &str) -> String {
    let mut marks = "#".to_owned();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    format!("r{marks}\"{text}\"{marks}")
}
