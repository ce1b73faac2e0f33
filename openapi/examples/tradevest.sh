#!/usr/bin/env bash
# Calls every operation of Tradevest with the demo account. BASE is the server's address.
set -eu
TRADEVEST=${BASE:-http://127.0.0.1:8080}/tradevest

# Sign in. Every other call needs the token, which is valid for one hour.
token=$(curl -s -X POST \
  -d 'client_id=demo&client_secret=demo-secret&grant_type=client_credentials&scope=tradevest.api' \
  "$TRADEVEST/connect/token")
echo "$token"
TRADEVEST_TOKEN=$(echo "$token" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')

# Create a customer. An entity can be a customer once: a second call is rejected, and the list below finds the customer.
ENTITY=7f3c0e52-1f0b-4d55-9d0e-6b1f6f2a9c41
curl -s -X POST -H "Authorization: Bearer $TRADEVEST_TOKEN" -H "Content-Type: application/json" \
  -d "{\"entityId\":\"$ENTITY\",\"entityType\":\"NATURAL_PERSON\",\"labels\":[\"vip\",\"munich\"]}" \
  "$TRADEVEST/roles/customers"

# List the customers that match all filters, page by page.
found=$(curl -s -H "Authorization: Bearer $TRADEVEST_TOKEN" \
  "$TRADEVEST/roles/customers?limit=20&entityId=$ENTITY&customerType=NATURAL_PERSON&customerStatus=CREATED")
echo "$found"
customer=$(echo "$found" | sed 's/.*"customerId":"\([^"]*\)".*/\1/')

# Show a customer.
curl -s -H "Authorization: Bearer $TRADEVEST_TOKEN" "$TRADEVEST/roles/customers/$customer"

# Replace the labels of a customer. Requestor-ID names the person on whose behalf.
curl -s -X PATCH -H "Authorization: Bearer $TRADEVEST_TOKEN" -H "Content-Type: application/json" \
  -H "Requestor-ID: 123e4567-e89b-12d3-a456-426614174000" \
  -d '{"labels":["vip","hamburg"]}' \
  "$TRADEVEST/roles/customers/$customer"

# List the customers that have both labels.
curl -s -H "Authorization: Bearer $TRADEVEST_TOKEN" "$TRADEVEST/roles/customers?labels=vip&labels=hamburg"
