#!/usr/bin/env bash
# Calls every operation of Reportei with the demo merchant. BASE is the server's address.
set -eu
REPORTEI=${BASE:-http://127.0.0.1:8080}/reportei
ACCESS_TOKEN=demo-token

# Create a customer. Its token is returned by this call only.
created=$(curl -s -X POST -H "Authorization: Bearer $ACCESS_TOKEN" -H "Content-Type: application/json" \
  -d '{"name":"Reportei Customer 3"}' \
  "$REPORTEI/customers")
echo "$created"
uuid=$(echo "$created" | sed 's/.*"uuid":"\([^"]*\)".*/\1/')
CUSTOMER_TOKEN=$(echo "$created" | sed 's/.*"api_token":"\([^"]*\)".*/\1/')

# List all customers, page by page.
curl -s -H "Authorization: Bearer $ACCESS_TOKEN" "$REPORTEI/customers"
curl -s -H "Authorization: Bearer $ACCESS_TOKEN" "$REPORTEI/customers?page=1&per_page=50&sortBy=name&descending=true"

# Show a customer.
curl -s -H "Authorization: Bearer $ACCESS_TOKEN" "$REPORTEI/customers/$uuid"

# Show the settings of the customer that the customer token belongs to.
curl -s -H "Authorization: Bearer $ACCESS_TOKEN" \
  -H "x-customer-token: $CUSTOMER_TOKEN" \
  "$REPORTEI/customers/settings"

# Update a customer.
curl -s -X PUT -H "Authorization: Bearer $ACCESS_TOKEN" -H "Content-Type: application/json" \
  -d '{"name":"Reportei Customer 3.1"}' \
  "$REPORTEI/customers/$uuid"

# Mark a customer as paying.
curl -s -X POST -H "Authorization: Bearer $ACCESS_TOKEN" -H "Content-Type: application/json" \
  -d '{"is_paying":true}' \
  "$REPORTEI/customers/$uuid/update-payment-status"

# Delete a customer.
curl -s -X DELETE -H "Authorization: Bearer $ACCESS_TOKEN" "$REPORTEI/customers/$uuid"
