import { StyleModule } from 'style-mod'

/**
 * Has the document adopt the editor's styles. Of itself style-mod writes a `style` element into any document that has
 * a head, which the content security policy does not let it; what it has found for a document once, it keeps.
 */
export function adoptStyles(document: Document): void {
  const headless = new Proxy(document, {
    get: (target, name) => (name === 'head' ? null : Reflect.get(target, name)),
    set: (target, name, value) => Reflect.set(target, name, value),
  })
  StyleModule.mount(headless, [])
}
