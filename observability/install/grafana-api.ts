/** Grafana's HTTP API, as somebody who may change it. */

import type { GrafanaCredentials } from '../stack/grafana.ts';

export interface DataSource {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly url: string;
}

export interface StoredDashboard {
  readonly dashboard: { readonly uid: string; readonly title: string; readonly id?: number | null };
  readonly meta: { readonly provisioned?: boolean; readonly folderUid?: string };
}

/** Grafana answered, and said no. */
export class GrafanaError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export class GrafanaApi {
  readonly address: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(address: string, { token, user, password }: GrafanaCredentials) {
    this.address = address.replace(/\/$/, '');
    const basic = () => Buffer.from(`${user}:${password}`).toString('base64');
    const authorization = token ? `Bearer ${token}` : user ? `Basic ${basic()}` : null;
    this.#headers = authorization === null ? {} : { authorization };
  }

  async version(): Promise<string> {
    return (await this.#call<{ version?: string }>('GET', '/api/health')).version ?? 'unknown';
  }

  dataSources(): Promise<DataSource[]> {
    return this.#call('GET', '/api/datasources');
  }

  async addDataSource(source: { name: string; type: string; url: string }): Promise<DataSource> {
    const body = { ...source, access: 'proxy' };
    return (await this.#call<{ datasource: DataSource }>('POST', '/api/datasources', body)).datasource;
  }

  removeDataSource(uid: string): Promise<void> {
    return this.#call('DELETE', `/api/datasources/uid/${uid}`);
  }

  async dashboard(uid: string): Promise<StoredDashboard | null> {
    try {
      return await this.#call<StoredDashboard>('GET', `/api/dashboards/uid/${uid}`);
    } catch (err) {
      if (err instanceof GrafanaError && err.status === 404) return null;
      throw err;
    }
  }

  async putDashboard(dashboard: object, folderUid?: string): Promise<void> {
    // Its number is Grafana's own; with another one's it would be refused.
    const body = { dashboard: { ...dashboard, id: null }, overwrite: true, message: 'app-1-2-2-1' };
    await this.#call('POST', '/api/dashboards/db', folderUid ? { ...body, folderUid } : body);
  }

  removeDashboard(uid: string): Promise<void> {
    return this.#call('DELETE', `/api/dashboards/uid/${uid}`);
  }

  /** @throws {GrafanaError} for anything but a 2xx */
  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(this.address + path, {
      method,
      headers: { ...this.#headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new GrafanaError(answer.status, messageIn(text) || `HTTP ${answer.status}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

function messageIn(text: string): string {
  try {
    return String((JSON.parse(text) as { message?: string }).message ?? '');
  } catch {
    return text.trim().slice(0, 200);
  }
}
