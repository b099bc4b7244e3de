/** Version of the REST API; the major version stands in its addresses as well. */
export const API_VERSION = '1.0.0';

/** As it was asked: inside middleware the framework takes the matched part off the address. */
export function pathOf({ originalUrl }: { originalUrl: string }): string {
  return originalUrl.split('?', 1)[0] ?? '';
}

export function isApi(path: string): boolean {
  return path === '/v1' || path.startsWith('/v1/');
}

const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cache-Control': 'no-store',
};

/** A page may load its own style sheet and pictures and nothing else; there is no script. */
export const REQUEST_HEADERS_OF = {
  page: {
    ...ALWAYS,
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  },
  api: { ...ALWAYS, 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" },
} as const;

/** Names under which a server that listens on this machine may be asked; a page elsewhere that points its own name here is refused. */
export function isOwnHost(hostHeader: string | undefined, baseUrl: string): boolean {
  if (!hostHeader) return false;
  const name = nameOf(`http://${hostHeader}`);
  return name !== undefined && ['127.0.0.1', 'localhost', '[::1]', nameOf(baseUrl)].includes(name);
}

function nameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
