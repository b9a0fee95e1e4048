/**
 * For every connection that Pader opens by a URL: a server has to prove who it is, whatever the environment says. Node lets a
 * variable switch that off for all connections that do not insist, and a token or the URL of a chat is a secret.
 */
export const VERIFIED_TLS = { rejectUnauthorized: true } as const
