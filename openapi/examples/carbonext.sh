#!/usr/bin/env bash
# Calls every operation of Carbonext with the demo account. BASE is the server's address.
set -eu
CARBONEXT=${BASE:-http://127.0.0.1:8080}/carbonext

# Sign in. Every other call needs the access token.
tokens=$(curl -s -X POST \
  -d 'client_id=demo&client_secret=demo-secret&grant_type=client_credentials&scope=offline_access' \
  "$CARBONEXT/connect/token")
echo "$tokens"
refresh_token=$(echo "$tokens" | sed 's/.*"refresh_token":"\([^"]*\)".*/\1/')

# Exchange the refresh token for new tokens, as when the access token has expired.
tokens=$(curl -s -X POST \
  -d "client_id=demo&client_secret=demo-secret&grant_type=refresh_token&refresh_token=$refresh_token" \
  "$CARBONEXT/connect/token")
CARBONEXT_TOKEN=$(echo "$tokens" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')

# Create an application. Its key is returned by this call only.
created=$(curl -s -X POST -H "Authorization: Bearer $CARBONEXT_TOKEN" -H "Content-Type: application/json" \
  -d '{"clientId":"teste-app1","applicationDisplayName":"Teste Chave",
       "permissions":[{"id":"customerApplication_read"},{"id":"financial_read"}]}' \
  "$CARBONEXT/v1/customers/applications")
echo "$created"
key=$(echo "$created" | sed 's/.*"customerApplicationKey":"\([^"]*\)".*/\1/')

# Sign in as the application, and list all applications, page by page.
tokens=$(curl -s -X POST -d "client_id=teste-app1&client_secret=$key&grant_type=client_credentials" \
  "$CARBONEXT/connect/token")
APPLICATION_TOKEN=$(echo "$tokens" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
curl -s -H "Authorization: Bearer $APPLICATION_TOKEN" "$CARBONEXT/v1/customers/applications"
curl -s -H "Authorization: Bearer $APPLICATION_TOKEN" "$CARBONEXT/v1/customers/applications?page=1&page-size=50"

# Delete an application, its key and its tokens.
curl -s -X DELETE -H "Authorization: Bearer $CARBONEXT_TOKEN" "$CARBONEXT/v1/customers/teste-app1"
