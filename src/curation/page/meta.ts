/** What a page's <meta> elements say, by lower-case name, property or itemprop; the first that is not empty counts. */
export class Meta {
  readonly #values = new Map<string, string[]>();

  constructor(document: Document) {
    for (const element of document.querySelectorAll('meta[content]')) {
      const content = element.getAttribute('content')?.trim();
      if (!content) continue;
      for (const key of ['name', 'property', 'itemprop', 'http-equiv'] as const)
        for (const name of element.getAttribute(key)?.toLowerCase().split(/\s+/) ?? [])
          this.#values.set(name, [...(this.#values.get(name) ?? []), content]);
    }
  }

  first(...names: string[]): string | undefined {
    return this.all(...names)[0];
  }

  all(...names: string[]): string[] {
    return names.flatMap((name) => this.#values.get(name) ?? []);
  }
}
