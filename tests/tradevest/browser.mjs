// The API in Swagger UI; see tests/browser/browser.mjs.

export default {
  refuse: (page) => page.refuseClient('demo', 'wrong'),
  signIn: (page) => page.signInAsClient('demo', 'demo-secret'),
  create: 'customer_create',
  status: 200,
  created: (body) => body.customerId,
  list: 'customer_list',
  listed: (body) => body.data.map((customer) => customer.customerId),
};
