import assert from 'node:assert/strict';

/** A browser without a window: keeps cookies, goes where it is led. */
export class Visitor {
  /** The page it is on. */
  path = '';
  status = 0;
  page = '';
  readonly #cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  async get(path: string): Promise<string> {
    return this.#follow(await this.#fetch(path), path);
  }

  /** Sends a form of the page it is on. */
  async post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
    const body = new URLSearchParams(fields);
    return this.#follow(await this.#fetch(path, { method: 'POST', body }), path);
  }

  async picture(path: string): Promise<Buffer> {
    return Buffer.from(await (await this.#fetch(path)).arrayBuffer());
  }

  /** Signs in with a password, as far as that leads. */
  signIn(login: string): Promise<string> {
    return this.post('/', { email: login, password: 'anything' });
  }

  get title(): string {
    return /<title>(.*)<\/title>/.exec(this.page)?.[1]?.replace(' – Practice page', '') ?? '';
  }

  /** What the page says is wrong. */
  get refusal(): string | undefined {
    return /role="alert">([^<]*)</.exec(this.page)?.[1];
  }

  /** The newest code in the practice inbox of an address. */
  async emailedCode(address: string): Promise<string> {
    const reader = new Visitor(this.url);
    const list = await reader.get(`/inbox?address=${encodeURIComponent(address)}`);
    const message = await reader.get(/\/inbox\/message\?id=[\w-]+/.exec(list)?.[0] ?? '');
    return />(\d{6})</.exec(message)?.[1] ?? '';
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = Array.from(this.#cookies, pair => pair.join('=')).join('; ');
    const response = await fetch(new URL(path, this.url), {
      ...init,
      headers: { cookie },
      redirect: 'manual',
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  async #follow(response: Response, path: string): Promise<string> {
    const location = response.headers.get('location');
    if (location === null) {
      this.path = path;
      this.status = response.status;
      this.page = await response.text();
      return this.page;
    }
    assert.equal(response.status, 303);
    await response.arrayBuffer();
    return this.get(location);
  }
}
