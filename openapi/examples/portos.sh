#!/usr/bin/env bash
# Calls every operation of Portos with the demo user. BASE is the server's address.
set -eu
PORTOS=${BASE:-http://127.0.0.1:8080}/portos

# Sign in. Every other call needs the token.
signed_in=$(curl -s -X POST -H "Content-Type: application/json" \
  -d '{"UserName":"demo","Password":"demo-secret","DeviceName":"Till 1"}' \
  "$PORTOS/api/auth")
echo "$signed_in"
TOKEN_ID=$(echo "$signed_in" | sed 's/.*"tokenId":"\([^"]*\)".*/\1/')

# Create a customer.
created=$(curl -s -X POST -H "Authorization: Bearer $TOKEN_ID" -H "Content-Type: application/json" \
  -d '{"firstName":"Eva","lastName":"Žák","discountRate":12.5,"credit":{"amount":20.00,"currencyLabel":"EUR"},
       "expirationTime":"2099-12-31T23:00:00Z","cards":[{"serialNumber":"example-1001"}]}' \
  "$PORTOS/customers")
echo "$created"
id=$(echo "$created" | sed 's/^{"id":"\([^"]*\)".*/\1/')

# List all customers; by discount, sorted; by card; by expiration time, whose colons are escaped; by a part of a text.
curl -s -H "Authorization: Bearer $TOKEN_ID" "$PORTOS/customers"
curl -s -H "Authorization: Bearer $TOKEN_ID" "$PORTOS/customers?DiscountRate=gt:0;lt:50&\$sort=-discountRate,lastName"
curl -s -H "Authorization: Bearer $TOKEN_ID" "$PORTOS/customers?CardSerialNumber=in:example-1001:example-1002"
curl -s -H "Authorization: Bearer $TOKEN_ID" "$PORTOS/customers?ExpirationTime=gt:2099-01-01T00%5C:00%5C:00Z"
curl -s -H "Authorization: Bearer $TOKEN_ID" "$PORTOS/customers?Search=%C5%BE%C3%A1k&\$skip=0&\$take=10"

# Count the active customers.
curl -s -H "Authorization: Bearer $TOKEN_ID" "$PORTOS/customers?IsActive=true&\$count=true"

# Show a customer.
shown=$(curl -s -H "Authorization: Bearer $TOKEN_ID" "$PORTOS/customers/$id")
echo "$shown"

# Replace a customer. Omitted fields are cleared, so change what was shown and send all of it back.
curl -s -X PUT -H "Authorization: Bearer $TOKEN_ID" -H "Content-Type: application/json" \
  -d "$(echo "$shown" | sed 's/"discountRate":12.5/"discountRate":15/')" \
  "$PORTOS/customers/$id"

# Delete a customer.
curl -s -X DELETE -H "Authorization: Bearer $TOKEN_ID" "$PORTOS/customers/$id"

# Sign out.
curl -s -X DELETE -H "Authorization: Bearer $TOKEN_ID" "$PORTOS/api/auth"
