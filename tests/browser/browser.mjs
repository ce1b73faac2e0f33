// Swagger UI as a person meets it: a real browser opens the docs page, chooses each document, signs in with the demo
// account, creates something and finds it in the list. Started by `cargo xtask browser`, which says what it needs.
//
// Everything that the browser asks for, every answer and every line of its console is watched all the while. A step fails
// when it does not see what it waits for, and also when anything else went wrong meanwhile.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';

const { values: given } = parseArgs({
  options: {
    server: { type: 'string' }, // where the server under test listens: http://127.0.0.1:PORT
    chromium: { type: 'string' }, // the browser's program
    modules: { type: 'string' }, // the folder that playwright-core is installed in
    output: { type: 'string' }, // the folder that screenshots go to
  },
});
const { chromium } = createRequire(path.resolve(given.modules, 'package.json'))('playwright-core');

/** How long one thing on the page may take, in milliseconds: a machine that is busy is slow, and not broken. */
const PATIENCE = 30_000;

/**
 * The APIs, from `tests/NAME/browser.mjs`: how to be refused, to sign in, to create and to list. `created` and `listed` find
 * the id in a response body; a creation returns 201 unless `status` is another. `readme` marks the screenshot of the README.
 *
 * The page opens with the first document in order, which is last here, so that each choice is a change.
 */
const names = (await readdir('tests')).filter((name) => existsSync(`tests/${name}/browser.mjs`)).sort();
names.push(names.shift());
const DOCUMENTS = await Promise.all(
  names.map(async (name) => ({ name, ...(await import(path.resolve(`tests/${name}/browser.mjs`))).default })),
);

/** What goes on in the browser: what must not, becomes a problem. */
class Watch {
  problems = [];
  lines = [];
  /** A refusal that a step provokes: the method, path and status that may come once, and whether it has. */
  #due = null;

  constructor(context, origin) {
    context.on('request', (request) => {
      const { protocol, origin: asked } = new URL(request.url());
      // The pictures inside of a style sheet are not asked of anybody.
      if (protocol !== 'data:' && asked !== origin) this.problem(`asked another server for ${request.url()}`);
    });
    context.on('response', (response) => {
      if (response.status() < 400) return;
      const method = response.request().method();
      if (this.#take('answer', response.url(), response.status(), method)) return;
      this.problem(`${method} ${response.url()} answered ${response.status()}`);
    });
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      // Whoever is quick leaves a page before its icon is there.
      if (reason === 'net::ERR_ABORTED' && /\/favicon-[\dx]+\.png$/.test(request.url())) return;
      this.problem(`${request.method()} ${request.url()} failed: ${reason}`);
    });
    context.on('console', (message) => {
      const { url } = message.location();
      this.lines.push(`${message.type()}: ${message.text()} (${url})`);
      if (!['error', 'warning', 'assert'].includes(message.type())) return;
      const [, status] = /^Failed to load resource: .* a status of (\d+) \(.*\)$/.exec(message.text()) ?? [];
      if (this.#take('line', url, Number(status))) return;
      this.problem(`the console says ${message.type()}: ${message.text()} (${url})`);
    });
    context.on('weberror', (error) => this.problem(`the page threw ${error.error().stack}`));
    context.on('page', (page) => {
      page.on('websocket', (socket) => this.problem(`opened a web socket to ${socket.url()}`));
      page.on('crash', () => this.problem('the page crashed'));
    });
    context.on('serviceworker', (worker) => this.problem(`started a service worker from ${worker.url()}`));
  }

  problem(text) {
    this.problems.push(text);
    this.lines.push(`PROBLEM: ${text}`);
  }

  /** Lets one refusal pass, with the line that Chromium writes into the console for it, while `action` runs. */
  async provoke(due, action) {
    const both = new Promise((resolve) => {
      this.#due = { ...due, answer: false, line: false, resolve };
    });
    const result = await action();
    await within(both, `no ${due.status} to ${due.method} ${due.path.source}, or no line for it in the console`);
    this.#due = null;
    return result;
  }

  #take(what, url, status, method) {
    const due = this.#due;
    const fits = due && !due[what] && due.status === status && due.path.test(new URL(url).pathname);
    if (!fits || (method && method !== due.method)) return false;
    due[what] = true;
    if (due.answer && due.line) due.resolve();
    return true;
  }
}

/** Waits as long as for anything on the page. */
async function within(promise, otherwise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), PATIENCE);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The docs page with one document in it, and what a person does there. */
class DocsPage {
  constructor(page, watch, name) {
    this.page = page;
    this.watch = watch;
    this.name = name;
  }

  /** Chooses the document, and waits until it is there. */
  async choose() {
    // Another document is another page: nothing that was typed or authorized before is in it.
    await Promise.all([
      this.page.waitForEvent('load'),
      this.page.getByLabel('Select a definition').selectOption({ label: this.name }),
    ]);
    await this.isShown();
    assert.equal(await this.locks.count(), 0, 'what was authorized for another document counts here too');
  }

  /** Waits until this document is on the page, and its name in the chooser. */
  async isShown() {
    await this.page.getByRole('link', { name: `/openapi/${this.name}.yaml` }).waitFor();
    await this.page.locator('.opblock').first().waitFor();
    const chooser = this.page.getByLabel('Select a definition');
    assert.equal(await chooser.inputValue(), `/openapi/${this.name}.yaml`);
  }

  /** The closed locks: one at each operation that Swagger UI has credentials for. */
  get locks() {
    return this.page.getByRole('button', { name: 'authorization button locked' });
  }

  /** Opens the dialog, and gives its part for one security scheme to `action`. */
  async #dialog(scheme, action) {
    await this.page.locator('.auth-wrapper').getByRole('button', { name: 'Authorize' }).click();
    const dialog = this.page.locator('.dialog-ux');
    const heading = this.page.getByRole('heading', { name: new RegExp(`^${scheme}\\b`) });
    await action(dialog.locator('.auth-container').filter({ has: heading }));
    await dialog.locator('.close-modal').click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Gives a token, and finishes with Enter, as people who have pasted something do. */
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

  /** OAuth2 client credentials, for which Swagger UI asks the server for a token by itself. */
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
      await this.watch.provoke(due, async () => {
        await part.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click();
        await part.getByText(/error: invalid_client, description: \w+/).waitFor();
      });
    });
  }

  operation(id) {
    return this.page.locator(`#operations-${this.name}-${id}`);
  }

  /** What an operation answered last, as the page shows it. */
  answer(id) {
    return this.operation(id).locator('.live-responses-table');
  }

  /** Takes back what was typed into an operation: the example stands there again. */
  async reset(id) {
    await this.operation(id).getByRole('button', { name: 'Reset' }).click();
  }

  /** What the watch has to let pass for an operation to be refused. */
  async #due(block, status) {
    const method = await block.locator('.opblock-summary-method').innerText();
    const template = await block.locator('.opblock-summary-path').getAttribute('data-path');
    const path = new RegExp(`^/${this.name}${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return { method, path, status };
  }

  /**
   * Opens an operation, presses Execute, and returns the body that the page shows then: with what the page has filled in,
   * or with another body.
   */
  async execute(id, status, body) {
    const block = this.operation(id);
    const execute = block.getByRole('button', { name: 'Execute' });
    if (!(await block.evaluate((element) => element.classList.contains('is-open')))) {
      await block.locator('.opblock-summary-control').click();
    }
    await execute.waitFor();
    if (body) await block.getByRole('textbox').fill(JSON.stringify(body));
    const isCall = (answer) => new URL(answer.url()).pathname.startsWith(`/${this.name}/`);
    const call = async () => {
      const [answer] = await Promise.all([this.page.waitForResponse(isCall), execute.click()]);
      return answer;
    };
    const answer = status < 400 ? await call() : await this.watch.provoke(await this.#due(block, status), call);
    // The page has shown this answer when it shows its id.
    const requestId = await answer.headerValue('x-request-id');
    assert.ok(requestId, `${answer.url()} answered without X-Request-Id`);
    const shown = this.answer(id).filter({ hasText: requestId });
    await shown.waitFor();
    assert.equal(await shown.locator('tbody .response-col_status').first().innerText(), String(status));
    const text = await shown.locator('.highlight-code pre').first().textContent();
    assert.deepEqual(JSON.parse(text), await answer.json(), 'the page shows another body than was answered');
    return JSON.parse(text);
  }

  /** A picture of an operation, from its head to the body that it answered last. */
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

/** The whole run: what a person does with each document, in steps that say how they went. */
async function run(browser) {
  const context = await browser.newContext({ viewport: { width: 1080, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  const watch = new Watch(context, new URL(given.server).origin);
  const tab = await context.newPage();
  let actions = 0;
  let screenshots = 0;

  const step = async (document, what, action) => {
    const began = Date.now();
    let result;
    try {
      result = await action();
      if (watch.problems.length > 0) throw new Error('it came to its end, but not without errors:');
    } catch (error) {
      const screenshot = path.join(given.output, `failed-${document}.png`);
      const log = path.join(given.output, `failed-${document}.log`);
      // Whatever kept the step from its end may keep the page from being drawn, too.
      const drawn = await tab.screenshot({ path: screenshot }).then(() => screenshot, (cause) => `none: ${cause.message}`);
      await writeFile(log, `${watch.lines.join('\n')}\n`);
      const problems = watch.problems.map((problem) => `\n  ${problem}`).join('');
      const reason = stripVTControlCharacters(error.message).trimEnd().replaceAll('\n', '\n  ');
      throw new Failed(`${document}: ${what}: ${reason}${problems}\n  screenshot: ${drawn}\n  console: ${log}`);
    }
    actions += 1;
    console.log(`${document}: ${what} (${Date.now() - began} ms)`);
    return result;
  };

  await step('docs', 'the page opens and offers the documents that this test knows', async () => {
    await tab.goto(`${given.server}/docs/`);
    await tab.locator('.opblock').first().waitFor();
    const offered = await tab.getByLabel('Select a definition').locator('option').allInnerTexts();
    const known = DOCUMENTS.map((document) => document.name);
    assert.deepEqual(offered.sort(), known.sort(), 'each document needs a tests/NAME/browser.mjs');
  });
  await step('docs', 'Back leads from another document to this one', async () => {
    await new DocsPage(tab, watch, DOCUMENTS.at(0).name).choose();
    await tab.goBack();
    await new DocsPage(tab, watch, DOCUMENTS.at(-1).name).isShown();
  });
  for (const { name, refuse, signIn, create, created, list, listed, also, readme, status = 201 } of DOCUMENTS) {
    const page = new DocsPage(tab, watch, name);
    await step(name, 'the chooser leads to it', () => page.choose());
    await step(name, 'wrong credentials are refused in its own shape', () => refuse(page));
    await step(name, 'the demo account is let in', async () => {
      await signIn(page);
      assert.ok((await page.locks.count()) > 0, 'no operation has its lock closed');
    });
    const answer = await step(name, `${create} makes what its example says`, () => page.execute(create, status));
    await step(name, `${list} has it`, async () => {
      const thing = created(answer);
      const things = listed(await page.execute(list, 200));
      assert.ok(things.includes(thing), `${thing} is not in the list: ${JSON.stringify(things)}`);
    });
    await step(name, 'the screenshot is taken', async () => {
      const file = path.join(given.output, `${name}.png`);
      await page.screenshot(list, file);
      if (readme) await copyFile(file, path.join(given.output, 'swagger-ui.png'));
      screenshots += 1;
    });
    if (also) await step(name, 'what its description says besides works', () => also(page, answer));
  }
  await step('docs', 'the page closes', () => context.close());
  console.log(`browser: ${DOCUMENTS.length} documents, ${actions} actions, ${screenshots} screenshots, 0 errors`);
}

/** A step that did not go as it has to: all that there is to say of it, so that no stack is needed. */
class Failed extends Error {}

const browser = await chromium.launch({
  executablePath: given.chromium,
  args: [
    // Nothing but the server under test has an address.
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
