// The API in Swagger UI; see tests/browser/browser.mjs.
import assert from 'node:assert/strict';

export default {
  readme: true,
  refuse: async (page) => {
    await page.authorize('accessToken', 'wrong');
    const body = await page.execute('customer_list', 401);
    assert.deepEqual(Object.keys(body), ['message']);
    await page.logOut('accessToken');
  },
  signIn: (page) => page.authorize('accessToken', 'demo-token'),
  create: 'customer_create',
  created: (body) => body.customer.uuid,
  list: 'customer_list',
  listed: (body) => body.data.map((customer) => customer.uuid),
  // The token of the created customer is the second credential of the dialog.
  also: async (page, { customer }) => {
    await page.authorize('customerToken', customer.api_token);
    const body = await page.execute('customer_settings', 200);
    assert.equal(body.customer.uuid, customer.uuid);
  },
};
