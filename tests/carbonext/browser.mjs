// The API in Swagger UI; see tests/browser/browser.mjs.

export default {
  refuse: (page) => page.refuseClient('demo', 'wrong'),
  signIn: (page) => page.signInAsClient('demo', 'demo-secret'),
  create: 'application_create',
  created: () => 'teste-app1', // the response contains only the key
  list: 'application_list',
  listed: (body) => body.items.map((application) => application.clientId),
};
