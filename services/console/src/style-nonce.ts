const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const create = document.createElement.bind(document);

/**
 * The component library writes styles at run time, and not all of its parts pass a nonce on. Whatever this page's own script
 * makes has it; what comes as HTML from anywhere else has not, and is refused by the content security policy.
 */
function createWithNonce(tagName: string, options?: ElementCreationOptions): HTMLElement {
  const element = create(tagName, options);
  if (nonce !== undefined && element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
}

Object.defineProperty(document, 'createElement', { value: createWithNonce, configurable: true, writable: true });
