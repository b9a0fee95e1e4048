import { Option } from 'commander'

/** An option that can be given several times; what it can say is listed in the help and completed by shells. */
export function repeatable<Flags extends string>(
  flags: Flags,
  description: string,
  choices: readonly string[],
): Option<Flags, undefined, undefined, readonly string[]> {
  const option = new Option(flags, description).argParser(collect)
  // Each command judges the values itself, because a form may be followed by a file.
  option.argChoices = [...choices]
  return option
}

/** Whether an option can be given several times. */
export function isRepeatable({ parseArg }: Pick<Option, 'parseArg'>): boolean {
  return parseArg === collect
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
