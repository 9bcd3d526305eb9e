interface WorkerPolicy {
  createScriptURL(url: string): unknown
}

/** Not in TypeScript's library yet; Workers that start Workers have it, too. */
interface WithTrustedTypes {
  readonly trustedTypes?: { createPolicy(name: string, rules: WorkerPolicy): WorkerPolicy }
}

/** A policy name can be taken only once per page, so it is taken when this file is loaded. */
const policy: WorkerPolicy =
  (globalThis as WithTrustedTypes).trustedTypes?.createPolicy('switchboard-worker', { createScriptURL: ownScript }) ??
  ({ createScriptURL: ownScript } satisfies WorkerPolicy)

/**
 * Starts a module Worker from a file of the extension. The content security policy demands Trusted Types, and this is
 * the one policy it names.
 * @see https://developer.mozilla.org/docs/Web/API/TrustedTypePolicyFactory/createPolicy
 */
export function startWorker(url: string): Worker {
  return new Worker(policy.createScriptURL(url) as string, { type: 'module' })
}

function ownScript(url: string): string {
  if (new URL(url, location.href).origin !== location.origin)
    throw new TypeError(`not a script of this extension: ${url}`)
  return url
}
