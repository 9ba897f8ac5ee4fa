/** Built once each: a wall has hundreds of marks. */
export class Paths {
  readonly #known = new Map<string, Path2D>();

  of(data: string): Path2D {
    let path = this.#known.get(data);
    if (!path) {
      path = new Path2D(data);
      this.#known.set(data, path);
    }
    return path;
  }
}
