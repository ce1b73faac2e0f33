#!/usr/bin/env bash
# Calls every operation of Dezwork with the demo account. BASE is the server's address.
set -eu
DEZWORK=${BASE:-http://127.0.0.1:8080}/dezwork
ACCOUNT_TOKEN=demo-token

# Create a client: a person. A company is of type PJ.
created=$(curl -s -X POST -H "Account-Token: $ACCOUNT_TOKEN" -H "Content-Type: application/json" \
  -d '{"type":"PF","name":"Ana","document":"008.578.930-50","phone":"54 999999999","birthDate":"1995-02-06",
       "mail":"ana@example.com","password":"segredo","gender":1,
       "addresses":[{"street":"Rua João Pessoa","number":"17","district":"Centro","city":"Garibaldi","state":"RS",
                     "postcode":"95720-000"}]}' \
  "$DEZWORK/v1/clientes")
echo "$created"
id=$(echo "$created" | sed 's/.*"client":{"id":\([0-9]*\).*/\1/')

# List the clients, 50 per page.
curl -s -H "Account-Token: $ACCOUNT_TOKEN" "$DEZWORK/v1/clientes/pagina/1"

# Show a client.
curl -s -H "Account-Token: $ACCOUNT_TOKEN" "$DEZWORK/v1/clientes/$id"

# Update a client. Omitted fields keep their values.
curl -s -X PUT -H "Account-Token: $ACCOUNT_TOKEN" -H "Content-Type: application/json" \
  -d "{\"id\":$id,\"active\":false}" \
  "$DEZWORK/v1/clientes"

# Delete a client.
curl -s -X DELETE -H "Account-Token: $ACCOUNT_TOKEN" "$DEZWORK/v1/clientes/$id"
