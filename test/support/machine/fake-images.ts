/** The images of the container engine and of a registry, by name, each with its build. */
export class FakeImages {
  /** The source that `npm run images` builds. */
  source = 'source 1';
  readonly inEngine = new Map<string, string>();
  readonly inRegistry = new Map<string, string>();
  /** Archives in nodes, by `node:path`: images and builds. */
  readonly archivesInNodes = new Map<string, (readonly [string, string | undefined])[]>();
  /** Podman keeps a name without a registry under `localhost/`, docker under `docker.io/`. */
  readonly #home: string;

  constructor(isPodman: boolean) {
    this.#home = isPodman ? 'localhost' : 'docker.io';
  }

  build(prefix: string, isPushed: boolean): void {
    for (const name of ['app', 'app-update', 'app-error']) {
      const image = this.nameOf(`${prefix}/${name}`);
      this.inEngine.set(image, `${name} of ${this.source}`);
      if (isPushed) this.inRegistry.set(image, `${name} of ${this.source}`);
    }
  }

  tag(image: string, another: string): boolean {
    const build = this.find(image);
    if (build !== undefined) this.inEngine.set(this.nameOf(another), build);
    return build !== undefined;
  }

  find(image: string): string | undefined {
    return this.inEngine.get(this.nameOf(image));
  }

  /** The full name in the engine and in its archives. */
  nameOf(image: string): string {
    return inFull(image, this.#home);
  }
}

/** `1pro/app` as `docker.io/1pro/app:latest`. */
export function inFull(image: string, home = 'docker.io'): string {
  const first = image.split('/')[0] ?? '';
  const named = /[.:]/.test(first) || first === 'localhost' ? image : `${home}/${image}`;
  return /:[^/]+$/.test(named) ? named : `${named}:latest`;
}
