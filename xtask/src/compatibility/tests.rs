use super::*;
use dropshot_openapi_codegen::document;

/// Small document with every feature. `Pet` is in requests and responses, `NewPet` in requests, `Page` in responses.
const DOCUMENT: &str = r"
openapi: 3.0.3
info:
  title: Pets
  version: 1.2.3
  description: All about pets.
servers:
  - url: /pets
    description: Here.
  - url: https://{host}.example.com
    variables:
      host: { default: pets, description: Which. }
tags:
  - name: pets
security:
  - token: [pets.read]
paths:
  /pets/{id}:
    parameters:
      - { $ref: '#/components/parameters/Id' }
    get:
      operationId: pet_show
      tags: [pets]
      summary: Show a pet
      x-required-permissions: [read, write]
      x-conditional-permissions: [see]
      parameters:
        - { name: page, in: query, description: Which page., schema: { type: integer, format: int32, minimum: 1, maximum: 100, default: 4 } }
        - { name: tags, in: query, schema: { type: array, maxItems: 5, items: { type: string, maxLength: 9 } } }
        - { name: X-Trace, in: header, required: true, schema: { type: string } }
      responses:
        '200':
          description: The pet.
          headers:
            X-Left: { required: true, description: What is left., schema: { type: integer, minimum: 0 } }
            X-Maybe: { schema: { type: string } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Page' }
              example: { pets: [] }
          links:
            again: { operationId: pet_show }
        '400': { $ref: '#/components/responses/Bad' }
        '401': { $ref: '#/components/responses/Bad' }
        '403': { $ref: '#/components/responses/Bad' }
        '404': { $ref: '#/components/responses/Bad' }
    put:
      operationId: pet_replace
      tags: [pets]
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewPet' }
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
        '204': { description: Nothing to do. }
        '400': { $ref: '#/components/responses/Bad' }
        '401': { $ref: '#/components/responses/Bad' }
        '403': { $ref: '#/components/responses/Bad' }
        '404': { $ref: '#/components/responses/Bad' }
    post:
      operationId: pet_share
      tags: [pets]
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Pet' }
      responses:
        '204': { description: Done. }
        '400': { $ref: '#/components/responses/Bad' }
        '401': { $ref: '#/components/responses/Bad' }
        '404': { $ref: '#/components/responses/Bad' }
components:
  securitySchemes:
    token:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: /token
          scopes: { pets.read: Read., pets.write: Write. }
    key: { type: apiKey, in: header, name: X-Key }
  parameters:
    Id: { name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }
  responses:
    Bad:
      description: That was wrong.
      content:
        application/problem+json:
          schema: { $ref: '#/components/schemas/Problem' }
  schemas:
    Id: { type: string, format: uuid }
    Problem:
      type: object
      required: [title]
      properties:
        title: { type: string }
        code: { $ref: '#/components/schemas/Code' }
    Code: { type: string, enum: [lost, found] }
    Loss: { type: string, enum: [lost, found, sold] }
    NewPet:
      type: object
      additionalProperties: false
      required: [name]
      properties:
        name: { $ref: '#/components/schemas/Name' }
        weight: { type: number, minimum: 0.5, maximum: 90, exclusiveMaximum: true, multipleOf: 0.5 }
        size: { type: string, enum: [small, large] }
        chip: { type: string, pattern: '^[0-9]+$', minLength: 3 }
        colour: { oneOf: [{ type: string }, { type: integer, maximum: 255 }] }
        code: { oneOf: [{ type: string, pattern: '^a' }, { type: string, maxLength: 3 }] }
        owner: { anyOf: [{ $ref: '#/components/schemas/Name' }, { type: object, properties: { name: { type: string } } }] }
        notes: { type: object, maxProperties: 3, additionalProperties: { type: string, maxLength: 40 } }
        friend: { $ref: '#/components/schemas/NewPet' }
        mail: { type: string, format: email }
    Name: { type: string, maxLength: 50, description: What it is called. }
    Pet:
      type: object
      required: [id]
      properties:
        id: { $ref: '#/components/schemas/Id' }
        legs: { type: integer, format: int64, maximum: 8 }
        since: { type: string, format: date, nullable: true }
        kind: { type: string, enum: [cat, dog], title: PetKind }
    Page:
      type: object
      additionalProperties: false
      required: [pets, total]
      properties:
        pets: { type: array, uniqueItems: true, minItems: 1, items: { $ref: '#/components/schemas/Pet' } }
        total: { type: integer, multipleOf: 4 }
        state: { type: string, enum: [open, shut], example: open }
        more: { type: object, additionalProperties: { type: string } }
        text: { type: string, maxLength: 80, pattern: '^a' }
        choice: { oneOf: [{ type: string }, { type: boolean }] }
";

const NOTHING: &str = "";

/// Changes of the document, each with the expected lines; a line that ends with a colon may have any reason.
const CASES: &[(&str, &str, &str)] = &[
    // No change, and annotations only.
    ("summary: Show a pet", "summary: Show a pet # quickly", NOTHING),
    ("version: 1.2.3", "version: 1.2.4", NOTHING),
    (
        "summary: Show a pet",
        "summary: Show one pet",
        "compatible (words only): #/paths/~1pets~1{id}/get/summary: says something else",
    ),
    ("  title: Pets", "  title: All pets", "compatible (words only): #/info/title: says something else"),
    (
        "tags:\n  - name: pets",
        "tags:\n  - name: pets\n    description: Pets.",
        "compatible (words only): #/tags: says something else",
    ),
    (
        ", description: What it is called.",
        "",
        "compatible (words only): #/components/schemas/Name/description: is gone",
    ),
    (
        "example: open",
        "example: shut",
        "compatible (words only): #/components/schemas/Page/properties/state/example: says something else",
    ),
    (
        "description: Which page., ",
        "",
        "compatible (words only): #/paths/~1pets~1{id}/get/parameters/0/description: is gone",
    ),
    (
        "again: { operationId: pet_show }",
        "once_more: { operationId: pet_show }",
        "compatible (words only): #/paths/~1pets~1{id}/get/responses/200/links: says something else",
    ),
    (
        "              example: { pets: [] }\n",
        "",
        "compatible (words only): #/paths/~1pets~1{id}/get/responses/200/content/application~1json/example: is gone",
    ),
    (
        "required: true, description: What is left.",
        "required: true, x-set-by-server: true, description: What is left.",
        "compatible (words only): #/paths/~1pets~1{id}/get/responses/200/headers/X-Left/x-set-by-server: is new",
    ),
    (
        "maximum: 8",
        "maximum: 8, exclusiveMaximum: false",
        "compatible (words only): #: is notated differently",
    ),
    ("format: int64, maximum: 8", "maximum: 8", "compatible (words only): #: is notated differently"),
    ("X-Maybe: {", "x-maybe: {", "compatible (words only): #: is notated differently"),
    (
        "        name: { $ref: '#/components/schemas/Name' }\n        weight",
        "        name: { allOf: [{ $ref: '#/components/schemas/Name' }] }\n        weight",
        "compatible (words only): #: is notated differently",
    ),
    (
        "        name: { $ref: '#/components/schemas/Name' }\n        weight",
        "        name: { type: string, maxLength: 50 }\n        weight",
        "compatible (words only): #: is notated differently",
    ),
    (
        "tags:\n  - name: pets",
        "x-formats: { chip: A chip's number. }\ntags:\n  - name: pets",
        "compatible (words only): #/x-formats: is new",
    ),
    // Cases of an object.
    (
        "      required: [name]\n      properties:\n        name: { $ref",
        "      required: [name]\n      anyOf: [{ required: [chip] }]\n      properties:\n        name: { $ref",
        "breaking: #/components/schemas/NewPet: has cases now, of which one has to hold, in requests: ",
    ),
    // Operations.
    (
        "operationId: pet_share",
        "operationId: pet_send",
        "breaking: POST /pets/{id}: operationId pet_share → pet_send: ",
    ),
    (
        "    post:\n",
        "    patch:\n",
        "breaking: POST /pets/{id}: operation `pet_share` is gone: \n\
      compatible: PATCH /pets/{id}: operation `pet_share` is new",
    ),
    (
        "  /pets/{id}:",
        "  /animals/{id}:",
        "breaking: GET /pets/{id}: operation `pet_show` is gone: \n\
      breaking: POST /pets/{id}: operation `pet_share` is gone: \n\
      breaking: PUT /pets/{id}: operation `pet_replace` is gone: \n\
      compatible: GET /animals/{id}: operation `pet_show` is new\n\
      compatible: POST /animals/{id}: operation `pet_share` is new\n\
      compatible: PUT /animals/{id}: operation `pet_replace` is new",
    ),
    (
        "summary: Show a pet",
        "summary: Show a pet\n      deprecated: true",
        "compatible: #/paths/~1pets~1{id}/get/deprecated: false → true",
    ),
    (
        "summary: Show a pet",
        "summary: Show a pet\n      x-speed: fast",
        "breaking: #/paths/~1pets~1{id}/get/x-speed: none → \"fast\": unknown keyword",
    ),
    // Security.
    (
        "x-required-permissions: [read, write]",
        "x-required-permissions: [write, read]",
        "compatible (words only): #: is notated differently",
    ),
    (
        "x-required-permissions: [read, write]",
        "x-required-permissions: [read, write, own]",
        "compatible: GET /pets/{id}: x-required-permissions [read, write] → [read, write, own]",
    ),
    (
        "x-required-permissions: [read, write]",
        "x-required-permissions: [write]",
        "breaking: GET /pets/{id}: x-required-permissions [read, write] → [write]: ",
    ),
    (
        "      x-required-permissions: [read, write]\n",
        "",
        "compatible: GET /pets/{id}: x-required-permissions [read, write] → []",
    ),
    (
        "x-conditional-permissions: [see]",
        "x-conditional-permissions: [see, pay]",
        "breaking: GET /pets/{id}: x-conditional-permissions [see] → [see, pay]: ",
    ),
    (
        "      x-conditional-permissions: [see]\n",
        "",
        "compatible: GET /pets/{id}: x-conditional-permissions [see] → []",
    ),
    (
        "summary: Show a pet",
        "summary: Show a pet\n      security: [{ token: [pets.read], key: [] }]",
        "breaking: GET /pets/{id}: credential `key` is asked for: ",
    ),
    (
        "operationId: pet_share",
        "operationId: pet_share\n      security: []",
        "compatible: POST /pets/{id}: credential `token` is not asked for any more",
    ),
    (
        "operationId: pet_share",
        "operationId: pet_share\n      security: [{ token: [pets.read, pets.write] }]",
        "breaking: POST /pets/{id}: scope `pets.write` of `token` is asked for: ",
    ),
    (
        "operationId: pet_share",
        "operationId: pet_share\n      security: [{ token: [] }]",
        "compatible: POST /pets/{id}: scope `pets.read` of `token` is not asked for any more",
    ),
    (
        "name: X-Key",
        "name: X-Api-Key",
        "breaking: #/components/securitySchemes/key: a key in the header x-key → a key in the header x-api-key: ",
    ),
    (
        "tokenUrl: /token",
        "tokenUrl: /sign-in",
        "breaking: #/components/securitySchemes/token/flows/clientCredentials/tokenUrl: \"/token\" → \"/sign-in\": ",
    ),
    (
        "pets.read: Read., pets.write: Write.",
        "pets.read: Read.",
        "breaking: #/components/securitySchemes/token/flows/clientCredentials/scopes: scope `pets.write` is gone: ",
    ),
    (
        "pets.read: Read.,",
        "pets.read: Read., pets.own: Own.,",
        "compatible: #/components/securitySchemes/token/flows/clientCredentials/scopes: scope `pets.own` is new",
    ),
    (
        "pets.read: Read.,",
        "pets.read: Look.,",
        "compatible (words only): #/components/securitySchemes/token/flows/clientCredentials/scopes/pets.read: says something else",
    ),
    (
        "type: oauth2",
        "type: oauth2\n      description: Sign in.",
        "compatible (words only): #/components/securitySchemes/token/description: is new",
    ),
    (
        "operationId: pet_replace",
        "operationId: pet_replace\n      x-required-permissions: [write]",
        "breaking: PUT /pets/{id}: x-required-permissions [] → [write]: ",
    ),
    // Servers.
    (
        "  - url: /pets\n    description: Here.\n",
        "",
        "breaking: #/servers: /pets is gone: \n\
      breaking: #/servers: the first is /pets → https://{host}.example.com: ",
    ),
    (
        "    description: Here.",
        "    description: There.",
        "compatible (words only): #/servers/0/description: says something else",
    ),
    (
        "tags:\n  - name",
        "  - url: https://pets.example.org\ntags:\n  - name",
        "compatible: #/servers: https://pets.example.org is new",
    ),
    ("default: pets,", "default: test,", "breaking: #/servers/1/variables: changed: "),
    // Parameters.
    (
        "      parameters:\n        - {",
        "      parameters:\n        - { name: q, in: query, schema: { type: string } }\n        - {",
        "compatible: GET /pets/{id}: query parameter `q` is new",
    ),
    (
        "      parameters:\n        - {",
        "      parameters:\n        - { name: q, in: query, required: true, schema: { type: string } }\n        - {",
        "breaking: GET /pets/{id}: query parameter `q` is new and required: ",
    ),
    (
        "name: page,",
        "name: number,",
        "breaking: GET /pets/{id}: query parameter `page` is gone: \n\
      compatible: GET /pets/{id}: query parameter `number` is new",
    ),
    (
        "name: page,",
        "name: page, required: true,",
        "breaking: #/paths/~1pets~1{id}/get/parameters/0: query parameter `page` is required now: ",
    ),
    (
        "in: header, required: true",
        "in: header",
        "compatible: #/paths/~1pets~1{id}/get/parameters/2: header parameter `X-Trace` is not required any more",
    ),
    ("name: X-Trace", "name: x-trace", "compatible (words only): #: is notated differently"),
    (
        "default: 4",
        "default: 2",
        "breaking: #/paths/~1pets~1{id}/get/parameters/0/schema: default 4 → 2, in requests: ",
    ),
    (
        ", default: 4",
        "",
        "breaking: #/paths/~1pets~1{id}/get/parameters/0/schema: default 4 → none, in requests: ",
    ),
    (
        "maximum: 100",
        "maximum: 50",
        "breaking: #/paths/~1pets~1{id}/get/parameters/0/schema: maximum 100 → 50, in requests: ",
    ),
    (
        "maximum: 100",
        "maximum: 500",
        "compatible: #/paths/~1pets~1{id}/get/parameters/0/schema: maximum 100 → 500, in requests",
    ),
    (
        "minimum: 1, maximum: 100",
        "maximum: 100",
        "compatible: #/paths/~1pets~1{id}/get/parameters/0/schema: minimum 1 → none, in requests",
    ),
    (
        "minimum: 1, maximum: 100",
        "minimum: 1, exclusiveMinimum: true, maximum: 100",
        "breaking: #/paths/~1pets~1{id}/get/parameters/0/schema: minimum 1 → 2, in requests: ",
    ),
    (
        "format: int32, minimum",
        "format: int64, minimum",
        "breaking: #/paths/~1pets~1{id}/get/parameters/0/schema: format int32 → int64, in requests: ",
    ),
    (
        "name: tags, in: query",
        "name: tags, in: query, explode: false",
        "breaking: #/paths/~1pets~1{id}/get/parameters/1: the list tags: repeated → with commas: ",
    ),
    (
        "name: page, in: query",
        "name: page, in: query, explode: false",
        "compatible (words only): #: is notated differently",
    ),
    (
        "maxItems: 5",
        "maxItems: 4",
        "breaking: #/paths/~1pets~1{id}/get/parameters/1/schema: maxItems 5 → 4, in requests: ",
    ),
    (
        "type: string, maxLength: 9",
        "type: string",
        "compatible: #/paths/~1pets~1{id}/get/parameters/1/schema/items: maxLength 9 → none, in requests",
    ),
    // Bodies.
    (
        "      requestBody:\n        content:",
        "      requestBody:\n        required: true\n        content:",
        "breaking: PUT /pets/{id}: the request body is required now: ",
    ),
    (
        "        required: true\n        content:",
        "        content:",
        "compatible: POST /pets/{id}: the request body is not required any more",
    ),
    (
        "      requestBody:\n        content:\n          application/json:\n            schema: { $ref: '#/components/schemas/NewPet' }\n",
        "",
        "breaking: PUT /pets/{id}: the request body is gone: ",
    ),
    (
        "summary: Show a pet",
        "summary: Show a pet\n      requestBody: { content: { application/json: { schema: { type: string } } } }",
        "compatible: GET /pets/{id}: a request body is new",
    ),
    (
        "summary: Show a pet",
        "summary: Show a pet\n      requestBody: { required: true, content: { application/json: { schema: { type: string } } } }",
        "breaking: GET /pets/{id}: a request body is new and required: ",
    ),
    (
        "application/json:\n            schema: { $ref: '#/components/schemas/NewPet' }",
        "application/x-www-form-urlencoded:\n            schema: { $ref: '#/components/schemas/NewPet' }",
        "breaking: PUT /pets/{id}: the request body is JSON → a form: ",
    ),
    // Responses.
    (
        "        '204': { description: Done. }",
        "        '204': { description: Done. }\n        '409': { $ref: '#/components/responses/Bad' }",
        "breaking: POST /pets/{id}: status 409 is new: ",
    ),
    (
        "        '204': { description: Nothing to do. }\n",
        "",
        "breaking: PUT /pets/{id}: status 204 is gone: ",
    ),
    (
        "        '404': { $ref: '#/components/responses/Bad' }\n    post",
        "    post",
        "compatible: PUT /pets/{id}: status 404 is gone",
    ),
    (
        "'204': { description: Nothing to do. }",
        "'202': { description: Nothing to do. }",
        "breaking: PUT /pets/{id}: status 202 is new: \n\
      breaking: PUT /pets/{id}: status 204 is gone: ",
    ),
    (
        "application/problem+json",
        "application/json",
        "breaking: #/components/responses/Bad: media type application/problem+json → application/json: ",
    ),
    (
        "          content:\n            application/json:\n              schema: { $ref: '#/components/schemas/Pet' }\n",
        "",
        "breaking: #/paths/~1pets~1{id}/put/responses/200: the body is gone: ",
    ),
    (
        "            X-Maybe: { schema: { type: string } }\n",
        "",
        "breaking: #/paths/~1pets~1{id}/get/responses/200: header X-Maybe is gone: ",
    ),
    (
        "            X-Maybe:",
        "            X-New: { schema: { type: string } }\n            X-Maybe:",
        "compatible: #/paths/~1pets~1{id}/get/responses/200: header X-New is new",
    ),
    (
        "X-Maybe: {",
        "X-Maybe: { required: true,",
        "compatible: #/paths/~1pets~1{id}/get/responses/200/headers/X-Maybe: header X-Maybe is always there now",
    ),
    (
        "X-Left: { required: true,",
        "X-Left: {",
        "breaking: #/paths/~1pets~1{id}/get/responses/200/headers/X-Left: header X-Left may be missing now: ",
    ),
    (
        "type: integer, minimum: 0 }",
        "type: integer }",
        "breaking: #/paths/~1pets~1{id}/get/responses/200/headers/X-Left/schema: minimum 0 → none, in responses: ",
    ),
    // What clients send.
    (
        "        chip:",
        "        food: { type: string }\n        chip:",
        "compatible: #/components/schemas/NewPet/properties/food: is new, in requests",
    ),
    (
        "      required: [name]\n",
        "",
        "compatible: #/components/schemas/NewPet/properties/name: is not required any more, in requests",
    ),
    (
        "required: [name]",
        "required: [name, size]",
        "breaking: #/components/schemas/NewPet/properties/size: is required now, in requests: ",
    ),
    (
        "        size: { type: string, enum: [small, large] }\n",
        "",
        "breaking: #/components/schemas/NewPet/properties/size: is gone, in requests: ",
    ),
    (
        "[small, large]",
        "[small, large, huge]",
        "compatible: #/components/schemas/NewPet/properties/size: enum value `huge` is new, in requests",
    ),
    (
        "[small, large]",
        "[small]",
        "breaking: #/components/schemas/NewPet/properties/size: enum value `large` is gone, in requests: ",
    ),
    (
        "{ type: string, enum: [small, large] }",
        "{ type: string }",
        "breaking: #/components/schemas/NewPet/properties/size: enumeration → string, in requests: ",
    ),
    (
        "minimum: 0.5",
        "minimum: 1",
        "breaking: #/components/schemas/NewPet/properties/weight: minimum 0.5 → 1, in requests: ",
    ),
    (
        ", exclusiveMaximum: true",
        "",
        "compatible: #/components/schemas/NewPet/properties/weight: maximum 90 (exclusive) → 90, in requests",
    ),
    (
        "multipleOf: 0.5",
        "multipleOf: 0.1",
        "compatible: #/components/schemas/NewPet/properties/weight: multipleOf 0.5 → 0.1, in requests",
    ),
    (
        "multipleOf: 0.5",
        "multipleOf: 0.75",
        "breaking: #/components/schemas/NewPet/properties/weight: multipleOf 0.5 → 0.75, in requests: ",
    ),
    (
        "pattern: '^[0-9]+$', ",
        "",
        "compatible: #/components/schemas/NewPet/properties/chip: pattern ^[0-9]+$ → none, in requests",
    ),
    (
        "pattern: '^[0-9]+$'",
        "pattern: '^[0-9a-f]+$'",
        "breaking: #/components/schemas/NewPet/properties/chip: pattern ^[0-9]+$ → ^[0-9a-f]+$, in requests: ",
    ),
    (
        "minLength: 3",
        "minLength: 3, nullable: true",
        "compatible: #/components/schemas/NewPet/properties/chip: may be null now, in requests",
    ),
    (
        "minLength: 3",
        "minLength: 3, format: email",
        "breaking: #/components/schemas/NewPet/properties/chip: format none → email, in requests: ",
    ),
    (
        "minLength: 3",
        "minLength: 3, x-note: a",
        "breaking: #/components/schemas/NewPet/properties/chip/x-note: none → \"a\": unknown keyword",
    ),
    (
        "      additionalProperties: false\n      required: [name]",
        "      required: [name]",
        "compatible: #/components/schemas/NewPet: additional properties: none → any, in requests",
    ),
    (
        "additionalProperties: { type: string, maxLength: 40 }",
        "additionalProperties: { type: string, maxLength: 30 }",
        "breaking: #/components/schemas/NewPet/properties/notes/additionalProperties: maxLength 40 → 30, in requests: ",
    ),
    (
        "additionalProperties: { type: string, maxLength: 40 }",
        "additionalProperties: false",
        "breaking: #/components/schemas/NewPet/properties/notes: additional properties: of a schema → none, in requests: ",
    ),
    (
        "maxProperties: 3",
        "maxProperties: 2",
        "breaking: #/components/schemas/NewPet/properties/notes: maxProperties 3 → 2, in requests: ",
    ),
    (
        "[{ type: string }, { type: integer, maximum: 255 }]",
        "[{ type: string }, { type: integer, maximum: 255 }, { type: boolean }]",
        "compatible: #/components/schemas/NewPet/properties/colour: alternative boolean is new, in requests",
    ),
    (
        "[{ type: string }, { type: integer, maximum: 255 }]",
        "[{ type: integer, maximum: 255 }, { type: string }]",
        "compatible (words only): #: is notated differently",
    ),
    (
        "maximum: 255",
        "maximum: 155",
        "breaking: #/components/schemas/NewPet/properties/colour/oneOf/1: maximum 255 → 155, in requests: ",
    ),
    (
        "[{ type: string }, { type: integer, maximum: 255 }]",
        "[{ type: string }]",
        "breaking: #/components/schemas/NewPet/properties/colour: alternative integer is gone, in requests: ",
    ),
    (
        "maxLength: 3 }",
        "maxLength: 4 }",
        "breaking: #/components/schemas/NewPet/properties/code: oneOf has alternatives of one type, which changed, in requests: \n\
      compatible: #/components/schemas/NewPet/properties/code/oneOf/1: maxLength 3 → 4, in requests",
    ),
    (
        "{ type: object, properties: { name: { type: string } } }",
        "{ type: object, title: Owner, properties: { name: { type: string } } }",
        "breaking: #/components/schemas/NewPet/properties/owner/anyOf/1/title: none → \"Owner\": ",
    ),
    (
        "title: PetKind",
        "title: Kind",
        "breaking: #/components/schemas/Pet/properties/kind/title: \"PetKind\" → \"Kind\": ",
    ),
    (
        "maxLength: 50",
        "maxLength: 49",
        "breaking: #/components/schemas/Name: maxLength 50 → 49, in requests: ",
    ),
    // Siblings of a reference.
    (
        "id: { $ref: '#/components/schemas/Id' }",
        "id: { default: caedbbbe-7d93-476f-b965-bf97cd7ce874, allOf: [{ $ref: '#/components/schemas/Id' }] }",
        "breaking: #/components/schemas/Pet/properties/id: default none → \"caedbbbe-7d93-476f-b965-bf97cd7ce874\", in requests and responses: ",
    ),
    (
        "    Id: { type: string,",
        "    Id: { type: string, nullable: true,",
        "breaking: #/components/schemas/Id: may be null now, in responses: ",
    ),
    // Replaced schemas.
    (
        "code: { $ref: '#/components/schemas/Code' }",
        "code: { $ref: '#/components/schemas/Loss' }",
        "breaking: #/components/schemas/Problem/properties/code: enum value `sold` is new, in responses: \n\
      breaking: #/components/schemas/Problem/properties/code: schema `Code` → `Loss`: ",
    ),
    (
        "code: { $ref: '#/components/schemas/Code' }",
        "code: { type: string, enum: [lost, found] }",
        "breaking: #/components/schemas/Problem/properties/code: schema `Code` → written out: ",
    ),
    ("    Loss: {", "    Losses: {", "breaking: #/components/schemas/Loss: is gone: "),
    (
        "      required: [name]\n      properties:\n",
        "      required: [name, food]\n      properties:\n        food: { type: string }\n",
        "breaking: #/components/schemas/NewPet/properties/food: is new and required, in requests: ",
    ),
    (
        "[{ type: string }, { type: integer, maximum: 255 }]",
        "[{ type: string }, { type: integer, maximum: 255 }, { type: string, format: date }]",
        "breaking: #/components/schemas/NewPet/properties/colour: oneOf has alternatives of one type, which changed, in requests: \n\
      compatible: #/components/schemas/NewPet/properties/colour: alternative string 2 is new, in requests",
    ),
    (
        "weight: { type: number,",
        "weight: { type: number, format: float,",
        "breaking: #/components/schemas/NewPet/properties/weight/format: none → \"float\": ",
    ),
    (
        "weight: { type: number,",
        "weight: { type: number, format: double,",
        "compatible (words only): #: is notated differently",
    ),
    (
        "weight: { type: number,",
        "weight: { type: number, format: decimal,",
        "breaking: #/components/schemas/NewPet/properties/weight: format double → decimal, in requests: ",
    ),
    (
        "minLength: 3",
        "minLength: 3, format: uuid",
        "breaking: #/components/schemas/NewPet/properties/chip: format none → uuid, in requests: it is another type, on the wire or in the generated client",
    ),
    (
        "format: email",
        "format: uri",
        "breaking: #/components/schemas/NewPet/properties/mail: format email → uri, in requests: the server may refuse what it took before",
    ),
    (
        "type: string, format: email",
        "type: string",
        "compatible: #/components/schemas/NewPet/properties/mail: format email → none, in requests",
    ),
    // Responses.
    (
        "required: [pets, total]",
        "required: [pets]",
        "breaking: #/components/schemas/Page/properties/total: is not required any more, in responses: ",
    ),
    (
        "required: [pets, total]",
        "required: [pets, total, state]",
        "compatible: #/components/schemas/Page/properties/state: is required now, in responses",
    ),
    (
        "        text:",
        "        new: { type: string }\n        text:",
        "compatible: #/components/schemas/Page/properties/new: is new, in responses",
    ),
    (
        "        more: { type: object, additionalProperties: { type: string } }\n",
        "",
        "breaking: #/components/schemas/Page/properties/more: is gone, in responses: ",
    ),
    (
        "[open, shut]",
        "[open, shut, ajar]",
        "breaking: #/components/schemas/Page/properties/state: enum value `ajar` is new, in responses: ",
    ),
    (
        "[open, shut]",
        "[open]",
        "compatible: #/components/schemas/Page/properties/state: enum value `shut` is gone, in responses",
    ),
    (
        "maxLength: 80",
        "maxLength: 81",
        "breaking: #/components/schemas/Page/properties/text: maxLength 80 → 81, in responses: ",
    ),
    (
        "maxLength: 80",
        "maxLength: 79",
        "compatible: #/components/schemas/Page/properties/text: maxLength 80 → 79, in responses",
    ),
    (
        "maxLength: 80, pattern: '^a'",
        "maxLength: 80",
        "breaking: #/components/schemas/Page/properties/text: pattern ^a → none, in responses: ",
    ),
    (
        "multipleOf: 4",
        "multipleOf: 2",
        "breaking: #/components/schemas/Page/properties/total: multipleOf 4 → 2, in responses: ",
    ),
    (
        "uniqueItems: true",
        "uniqueItems: false",
        "breaking: #/components/schemas/Page/properties/pets: uniqueItems true → false, in responses: ",
    ),
    (
        "minItems: 1",
        "minItems: 0",
        "breaking: #/components/schemas/Page/properties/pets: minItems 1 → 0, in responses: ",
    ),
    (
        "      additionalProperties: false\n      required: [pets, total]",
        "      required: [pets, total]",
        "compatible: #/components/schemas/Page: additional properties: none → any, in responses",
    ),
    (
        "more: { type: object, additionalProperties: { type: string } }",
        "more: { type: object }",
        "breaking: #/components/schemas/Page/properties/more: additional properties: of a schema → any, in responses: ",
    ),
    (
        "[{ type: string }, { type: boolean }]",
        "[{ type: string }, { type: boolean }, { type: integer }]",
        "breaking: #/components/schemas/Page/properties/choice: alternative integer is new, in responses: ",
    ),
    (
        "[lost, found]",
        "[lost, found, eaten]",
        "breaking: #/components/schemas/Code: enum value `eaten` is new, in responses: ",
    ),
    (
        "type: integer, multipleOf: 4",
        "type: number, multipleOf: 4",
        "breaking: #/components/schemas/Page/properties/total: integer → number, in responses: ",
    ),
    // Both directions.
    (
        "maximum: 8",
        "maximum: 9",
        "breaking: #/components/schemas/Pet/properties/legs: maximum 8 → 9, in responses: ",
    ),
    (
        "maximum: 8",
        "maximum: 7",
        "breaking: #/components/schemas/Pet/properties/legs: maximum 8 → 7, in requests: ",
    ),
    (
        "legs: {",
        "arms: { type: integer }\n        legs: {",
        "compatible: #/components/schemas/Pet/properties/arms: is new, in requests and responses",
    ),
    (
        "        legs: { type: integer, format: int64, maximum: 8 }\n",
        "",
        "breaking: #/components/schemas/Pet/properties/legs: is gone, in requests and responses: ",
    ),
    (
        ", nullable: true",
        "",
        "breaking: #/components/schemas/Pet/properties/since: is never null any more, in requests: ",
    ),
    (
        "format: date,",
        "format: date-time,",
        "breaking: #/components/schemas/Pet/properties/since: format date → date-time, in requests and responses: ",
    ),
    (
        "maximum: 8 }",
        "maximum: 8, default: 4 }",
        "breaking: #/components/schemas/Pet/properties/legs: default none → 4, in requests and responses: ",
    ),
    (
        "legs: { type: integer, format: int64,",
        "legs: { type: integer, format: int64, deprecated: true,",
        "compatible: #/components/schemas/Pet/properties/legs/deprecated: false → true",
    ),
];

fn source(text: &str) -> Source {
    let (document, tree) = document::read("pets", text).unwrap_or_else(|refusal| panic!("{refusal}"));
    Source { document, tree }
}

#[test]
fn change_is_classified_and_listed_once() {
    let old = source(DOCUMENT);
    let mut wrong = Vec::new();
    for (from, to, expected) in CASES {
        assert_eq!(DOCUMENT.matches(from).count(), 1, "{from} does not stand in the document once");
        let found = changes(&old, &source(&DOCUMENT.replace(from, to))).lines();
        let expected: Vec<_> = expected.lines().collect();
        let fits = |found: &str, expected: &str| {
            if expected.ends_with(": ") { found.starts_with(expected) } else { found == expected }
        };
        if found.len() != expected.len()
            || !found.iter().zip(&expected).all(|(found, expected)| fits(found, expected))
        {
            wrong.push(format!("{from}\n  → {to}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lowest_version_follows_from_the_worst_change() {
    let version = |text: &str| Version::parse(text).unwrap();
    for (before, worst, expected) in [
        ("1.2.3", None, "1.2.3"),
        ("1.2.3", Some(Class::Words), "1.2.4"),
        ("1.2.3", Some(Class::Addition), "1.3.0"),
        ("1.2.3", Some(Class::Breaking), "2.0.0"),
        ("0.2.3", Some(Class::Words), "0.2.4"),
        ("0.2.3", Some(Class::Addition), "0.3.0"),
        ("0.2.3", Some(Class::Breaking), "0.3.0"),
    ] {
        assert_eq!(least(&version(before), worst), version(expected), "{before} {worst:?}");
    }
}

#[test]
fn renamed_path_variable_breaks_the_generated_client_only() {
    let new = DOCUMENT.replace("/pets/{id}:", "/pets/{pet}:").replace("Id: { name: id,", "Id: { name: pet,");
    let found = changes(&source(DOCUMENT), &source(&new)).lines();
    assert_eq!(found.len(), 3, "{found:#?}");
    for (line, method) in found.iter().zip(["GET", "POST", "PUT"]) {
        let expected = format!("breaking: {method} /pets/{{pet}}: path variable {{id}} → {{pet}}: ");
        assert!(line.starts_with(&expected), "{found:#?}");
    }
}

#[test]
fn changed_cases_of_an_object_are_classified() {
    const PLACE: &str = "#/components/schemas/NewPet";
    let with = |cases: &str| {
        let object = "      required: [name]\n      properties:\n        name: { $ref";
        assert_eq!(DOCUMENT.matches(object).count(), 1);
        let text = DOCUMENT.replace(object, &format!("      anyOf: {cases}\n{object}"));
        source(&text.replace("tags:\n  - name: pets", "x-formats: { code: A code. }\ntags:\n  - name: pets"))
    };
    let old = with(
        "[{ required: [chip], properties: { size: { type: string, enum: [small] } } }, { required: [mail] }]",
    );
    for (cases, expected) in [
        (
            "[{ required: [chip], properties: { size: { type: string, enum: [small] } } }]",
            format!("breaking: {PLACE}: cases 2 → 1, in requests: "),
        ),
        (
            "[{ required: [chip], properties: { size: { type: string, enum: [small] } } }, { required: [mail] }, { required: [size] }]",
            format!("compatible: {PLACE}: cases 2 → 3, in requests"),
        ),
        (
            "[{ required: [chip, mail], properties: { size: { type: string, enum: [small] } } }, { required: [mail] }]",
            format!("breaking: {PLACE}: case 0 asks for `mail` now, in requests: "),
        ),
        (
            "[{ properties: { size: { type: string, enum: [small] } } }, { required: [mail] }]",
            format!("compatible: {PLACE}: case 0 does not ask for `chip` any more, in requests"),
        ),
        (
            "[{ required: [chip], properties: { size: { type: string, enum: [small, large] } } }, { required: [mail] }]",
            format!("compatible: {PLACE}/anyOf/0/properties/size: enum value `large` is new, in requests"),
        ),
        (
            "[{ required: [chip] }, { required: [mail] }]",
            format!("compatible: {PLACE}: case 0 does not say what `size` is any more, in requests"),
        ),
        (
            "[{ required: [chip], properties: { size: { type: string, enum: [small] } } }, { required: [mail], properties: { chip: { type: string, format: code } } }]",
            format!("breaking: {PLACE}: case 1 says what `chip` is now, in requests: "),
        ),
    ] {
        let found = changes(&old, &with(cases)).lines();
        assert!(found.len() == 1 && found[0].starts_with(&expected), "{cases}: {found:#?}");
    }
}
