// What a token of the API may be allowed. Tokens limit a person further and never reach beyond them; commands to vehicles are
// in no scope, and are not to be.

/** Every scope, in the order in which people choose them. */
export const API_SCOPES = [
  'devices:read',
  'positions:read',
  'trips:read',
  'alarms:read',
  'alarms:write',
  'fences:read',
  'fences:write',
] as const
export type ApiScope = (typeof API_SCOPES)[number]

/** Those of the words that are scopes; what another version wrote allows nothing. */
export function knownScopes(words: readonly string[]): ApiScope[] {
  return API_SCOPES.filter((scope) => words.includes(scope))
}
