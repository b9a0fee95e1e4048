/** What a failure says of itself, whoever threw it and whatever it is. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
