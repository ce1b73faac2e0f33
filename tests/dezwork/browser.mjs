// The API in Swagger UI; see tests/browser/browser.mjs.
import assert from 'node:assert/strict';

export default {
  refuse: async (page) => {
    await page.authorize('accountToken', 'wrong');
    const body = await page.execute('cliente_list', 401);
    assert.deepEqual(Object.keys(body), ['success', 'errorCode', 'errorMessage']);
    await page.logOut('accountToken');
  },
  signIn: (page) => page.authorize('accountToken', 'demo-token'),
  create: 'cliente_create',
  created: (body) => body.data.client.id,
  list: 'cliente_list',
  listed: (body) => body.data.clients.map((client) => client.id),
};
