// Tests Swagger UI in a browser: opens the docs page, selects each document, signs in with the demo account, creates a
// resource and finds it in the list. `cargo xtask browser` starts it.
//
// All requests, responses and console lines are monitored. A step fails on a timeout and on any unexpected error.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';

const { values: given } = parseArgs({
  options: {
    server: { type: 'string' }, // URL of the server under test
    chromium: { type: 'string' }, // path of Chromium
    modules: { type: 'string' }, // folder in which playwright-core is installed
    output: { type: 'string' }, // folder for screenshots
  },
});
const { chromium } = createRequire(path.resolve(given.modules, 'package.json'))('playwright-core');

/** Timeout of one step on the page, in milliseconds; generous for a busy machine. */
const TIMEOUT = 30_000;

/**
 * The APIs, from `tests/NAME/browser.mjs`: how to be refused, to sign in, to create and to list. `created` and `listed` find
 * the id in a response body; a creation returns 201 unless `status` is another. `readme` marks the screenshot of the README.
 *
 * The page opens with the first document in order, which is last here, so that each choice is a change.
 */
const isApi = (name) => name !== 'browser' && existsSync(`tests/${name}/browser.mjs`);
const names = (await readdir('tests')).filter(isApi).sort();
names.push(names.shift());
const DOCUMENTS = await Promise.all(
  names.map(async (name) => ({ name, ...(await import(path.resolve(`tests/${name}/browser.mjs`))).default })),
);

/** Records the browser's activity and collects unexpected errors as problems. */
class Monitor {
  problems = [];
  lines = [];
  /** Error response that a step expects: method, path and status, and whether it has arrived. */
  #due = null;

  constructor(context, origin) {
    context.on('request', (request) => {
      const { protocol, origin: requested } = new URL(request.url());
      // Images inside a style sheet are data URLs.
      if (protocol !== 'data:' && requested !== origin) this.problem(`request to another server: ${request.url()}`);
    });
    context.on('response', (response) => {
      if (response.status() < 400) return;
      const method = response.request().method();
      if (this.#take('response', response.url(), response.status(), method)) return;
      this.problem(`${method} ${response.url()}: status ${response.status()}`);
    });
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      // Leaving a page cancels the request for its icon.
      if (reason === 'net::ERR_ABORTED' && /\/favicon-[\dx]+\.png$/.test(request.url())) return;
      this.problem(`${request.method()} ${request.url()} failed: ${reason}`);
    });
    context.on('console', (message) => {
      const { url } = message.location();
      this.lines.push(`${message.type()}: ${message.text()} (${url})`);
      if (!['error', 'warning', 'assert'].includes(message.type())) return;
      const [, status] = /^Failed to load resource: .* a status of (\d+) \(.*\)$/.exec(message.text()) ?? [];
      if (this.#take('line', url, Number(status))) return;
      this.problem(`console ${message.type()}: ${message.text()} (${url})`);
    });
    context.on('weberror', (error) => this.problem(`the page threw ${error.error().stack}`));
    context.on('page', (page) => {
      page.on('websocket', (socket) => this.problem(`web socket to ${socket.url()}`));
      page.on('crash', () => this.problem('the page crashed'));
    });
    context.on('serviceworker', (worker) => this.problem(`service worker from ${worker.url()}`));
  }

  problem(text) {
    this.problems.push(text);
    this.lines.push(`PROBLEM: ${text}`);
  }

  /** Runs an action and waits for one error response and the console line that Chromium writes for it. */
  async expect(due, action) {
    const both = new Promise((resolve) => {
      this.#due = { ...due, response: false, line: false, resolve };
    });
    const result = await action();
    await within(both, `no ${due.status} for ${due.method} ${due.path.source}, or no console line for it`);
    this.#due = null;
    return result;
  }

  #take(what, url, status, method) {
    const due = this.#due;
    const fits = due && !due[what] && due.status === status && due.path.test(new URL(url).pathname);
    if (!fits || (method && method !== due.method)) return false;
    due[what] = true;
    if (due.response && due.line) due.resolve();
    return true;
  }
}

/** Waits for a promise, or fails with a message after the timeout. */
async function within(promise, message) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), TIMEOUT);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The docs page with one document, and a user's actions. */
class DocsPage {
  constructor(page, monitor, name) {
    this.page = page;
    this.monitor = monitor;
    this.name = name;
  }

  /** Selects the document and waits until it is shown. */
  async choose() {
    // Selecting a document loads a new page, without earlier input and authorization.
    await Promise.all([
      this.page.waitForEvent('load'),
      this.page.getByLabel('Select a definition').selectOption({ label: this.name }),
    ]);
    await this.isShown();
    assert.equal(await this.locks.count(), 0, 'the authorization for another document applies here');
  }

  /** Waits until the page shows this document and its name in the selector. */
  async isShown() {
    await this.page.getByRole('link', { name: `/openapi/${this.name}.yaml` }).waitFor();
    await this.page.locator('.opblock').first().waitFor();
    const chooser = this.page.getByLabel('Select a definition');
    assert.equal(await chooser.inputValue(), `/openapi/${this.name}.yaml`);
  }

  /** Closed locks: one for each operation with credentials. */
  get locks() {
    return this.page.getByRole('button', { name: 'authorization button locked' });
  }

  /** Opens the dialog and runs an action on the part for one security scheme. */
  async #dialog(scheme, action) {
    await this.page.locator('.auth-wrapper').getByRole('button', { name: 'Authorize' }).click();
    const dialog = this.page.locator('.dialog-ux');
    const heading = this.page.getByRole('heading', { name: new RegExp(`^${scheme}\\b`) });
    await action(dialog.locator('.auth-container').filter({ has: heading }));
    await dialog.locator('.close-modal').click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Enters a token and presses Enter. */
  async authorize(scheme, token) {
    await this.#dialog(scheme, async (part) => {
      await part.getByRole('textbox').fill(token);
      await part.getByRole('textbox').press('Enter');
      await part.getByRole('button', { name: 'Remove authorization' }).waitFor();
    });
  }

  async logOut(scheme) {
    await this.#dialog(scheme, async (part) => {
      await part.getByRole('button', { name: 'Remove authorization' }).click();
      await part.getByRole('textbox').waitFor();
    });
  }

  async #fillClient(part, id, secret) {
    await part.getByLabel('client_id').fill(id);
    await part.getByLabel('client_secret').fill(secret);
    await part.getByText('select all').click();
  }

  /** Enters OAuth2 client credentials; Swagger UI requests a token with them. */
  async signInAsClient(id, secret) {
    await this.#dialog('accessToken', async (part) => {
      await this.#fillClient(part, id, secret);
      await part.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
      await part.getByRole('button', { name: 'Remove authorization' }).waitFor();
    });
  }

  async refuseClient(id, secret) {
    await this.#dialog('accessToken', async (part) => {
      await this.#fillClient(part, id, secret);
      const due = { method: 'POST', path: new RegExp(`^/${this.name}/connect/token$`), status: 401 };
      await this.monitor.expect(due, async () => {
        await part.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
        await part.getByText(/error: invalid_client, description: \w+/).waitFor();
      });
    });
  }

  operation(id) {
    return this.page.locator(`#operations-${this.name}-${id}`);
  }

  /** Last response of an operation, as the page shows it. */
  response(id) {
    return this.operation(id).locator('.live-responses-table');
  }

  /** Resets the input of an operation to the example. */
  async reset(id) {
    await this.operation(id).getByRole('button', { name: 'Reset' }).click();
  }

  /** Describes the error response that an operation is expected to return. */
  async #due(block, status) {
    const method = await block.locator('.opblock-summary-method').innerText();
    const template = await block.locator('.opblock-summary-path').getAttribute('data-path');
    const path = new RegExp(`^/${this.name}${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return { method, path, status };
  }

  /**
   * Opens an operation, presses Execute with the example or another body, and returns the response body that the page
   * shows.
   */
  async execute(id, status, body) {
    const block = this.operation(id);
    const execute = block.getByRole('button', { name: 'Execute' });
    if (!(await block.evaluate((element) => element.classList.contains('is-open')))) {
      await block.locator('.opblock-summary-control').click();
    }
    await execute.waitFor();
    if (body) await block.getByRole('textbox').fill(JSON.stringify(body));
    const isCall = (response) => new URL(response.url()).pathname.startsWith(`/${this.name}/`);
    const call = async () => {
      const [response] = await Promise.all([this.page.waitForResponse(isCall), execute.click()]);
      return response;
    };
    const response = status < 400 ? await call() : await this.monitor.expect(await this.#due(block, status), call);
    // The request id identifies this response on the page.
    const requestId = await response.headerValue('x-request-id');
    assert.ok(requestId, `${response.url()}: no X-Request-Id`);
    const shown = this.response(id).filter({ hasText: requestId });
    await shown.waitFor();
    assert.equal(await shown.locator('tbody .response-col_status').first().innerText(), String(status));
    const text = await shown.locator('.highlight-code pre').first().textContent();
    assert.deepEqual(JSON.parse(text), await response.json(), 'the page shows another body than the response has');
    return JSON.parse(text);
  }

  /** Takes a screenshot of an operation, from its head to the last response body. */
  async screenshot(id, file) {
    const clip = await this.operation(id).evaluate((block) => {
      const { top, left, width } = block.getBoundingClientRect();
      const { bottom } = block.querySelector('.live-responses-table .highlight-code').getBoundingClientRect();
      const margin = 8;
      return {
        x: left + window.scrollX - margin,
        y: top + window.scrollY - margin,
        width: width + 2 * margin,
        height: bottom - top + 2 * margin,
      };
    });
    await this.page.screenshot({ path: file, clip, fullPage: true, animations: 'disabled' });
  }
}

/** Runs all steps with each document. */
async function run(browser) {
  const context = await browser.newContext({ viewport: { width: 1080, height: 900 } });
  context.setDefaultTimeout(TIMEOUT);
  const monitor = new Monitor(context, new URL(given.server).origin);
  const tab = await context.newPage();
  let actions = 0;
  let screenshots = 0;

  const step = async (document, what, action) => {
    const began = Date.now();
    let result;
    try {
      result = await action();
      if (monitor.problems.length > 0) throw new Error('it finished with errors:');
    } catch (error) {
      const screenshot = path.join(given.output, `failed-${document}.png`);
      const log = path.join(given.output, `failed-${document}.log`);
      // The cause of the failure may also prevent a screenshot.
      const drawn = await tab.screenshot({ path: screenshot }).then(() => screenshot, (cause) => `none: ${cause.message}`);
      await writeFile(log, `${monitor.lines.join('\n')}\n`);
      const problems = monitor.problems.map((problem) => `\n  ${problem}`).join('');
      const reason = stripVTControlCharacters(error.message).trimEnd().replaceAll('\n', '\n  ');
      throw new Failed(`${document}: ${what}: ${reason}${problems}\n  screenshot: ${drawn}\n  console: ${log}`);
    }
    actions += 1;
    console.log(`${document}: ${what} (${Date.now() - began} ms)`);
    return result;
  };

  await step('docs', 'the page opens and offers all documents', async () => {
    await tab.goto(`${given.server}/docs/`);
    await tab.locator('.opblock').first().waitFor();
    const offered = await tab.getByLabel('Select a definition').locator('option').allInnerTexts();
    const known = DOCUMENTS.map((document) => document.name);
    assert.deepEqual(offered.sort(), known.sort(), 'each document needs a tests/NAME/browser.mjs');
  });
  await step('docs', 'Back returns to the first document', async () => {
    await new DocsPage(tab, monitor, DOCUMENTS.at(0).name).choose();
    await tab.goBack();
    await new DocsPage(tab, monitor, DOCUMENTS.at(-1).name).isShown();
  });
  for (const { name, refuse, signIn, create, created, list, listed, also, readme, status = 201 } of DOCUMENTS) {
    const page = new DocsPage(tab, monitor, name);
    await step(name, 'it can be selected', () => page.choose());
    await step(name, 'wrong credentials are rejected', () => refuse(page));
    await step(name, 'the demo account signs in', async () => {
      await signIn(page);
      assert.ok((await page.locks.count()) > 0, 'no operation has a closed lock');
    });
    const response = await step(name, `${create} accepts its example`, () => page.execute(create, status));
    await step(name, `${list} contains it`, async () => {
      const id = created(response);
      const ids = listed(await page.execute(list, 200));
      assert.ok(ids.includes(id), `${id} is not in the list: ${JSON.stringify(ids)}`);
    });
    await step(name, 'the screenshot is taken', async () => {
      const file = path.join(given.output, `${name}.png`);
      await page.screenshot(list, file);
      if (readme) await copyFile(file, path.join(given.output, 'swagger-ui.png'));
      screenshots += 1;
    });
    if (also) await step(name, 'its other credential works', () => also(page, response));
  }
  await step('docs', 'the page closes', () => context.close());
  console.log(`browser: ${DOCUMENTS.length} documents, ${actions} actions, ${screenshots} screenshots, 0 errors`);
}

/** Failure of a step; its message is complete without a stack. */
class Failed extends Error {}

const browser = await chromium.launch({
  executablePath: given.chromium,
  args: [
    // Only the server under test is reachable.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--no-proxy-server',
    '--disable-gpu',
    '--disable-quic',
    '--disable-sync',
  ],
});
try {
  await run(browser);
} catch (error) {
  console.error(error instanceof Failed ? error.message : error.stack);
  process.exitCode = 1;
} finally {
  await browser.close();
}
