// The API in Swagger UI; see tests/browser/browser.mjs.
import assert from 'node:assert/strict';

export default {
  refuse: async (page) => {
    const body = await page.execute('session_create', 401, {
      UserName: 'demo',
      Password: 'wrong',
      DeviceName: 'Till 1',
    });
    assert.deepEqual({ title: body.title, errorCode: body.errorCode }, { title: 'Unauthorized', errorCode: 1 });
  },
  signIn: async (page) => {
    await page.reset('session_create');
    const { tokenId } = await page.execute('session_create', 200);
    await page.authorize('token', tokenId);
  },
  create: 'customer_create',
  created: (body) => body.id,
  list: 'customer_list',
  listed: (body) => body.items.map((customer) => customer.id),
};
