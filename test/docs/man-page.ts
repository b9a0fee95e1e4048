import { Command as Parser } from 'commander'
import type { Command, CommandEntry } from '../../src/cli/command.ts'
import { twinOf } from '../../src/cli/environment.ts'

/** What the manual page is made from besides the commands. */
export interface ManFacts {
  /** Exit codes other than 0, each with what it means. */
  readonly exitCodes: readonly (readonly [code: string, meaning: string])[]
}

/** The manual page of all commands, in the language of man(7): from the same parsers as their help and their completion. */
export async function manPage(entries: readonly CommandEntry[], { exitCodes }: ManFacts): Promise<string> {
  const shown = entries.filter(({ isHidden }) => isHidden !== true)
  const sections = await Promise.all(shown.map(async (entry) => section(entry, (await entry.load()).command)))
  return [
    '.\\" Generated from the commands themselves.',
    '.TH PADER 1 "" "Pader" "User Commands"',
    // Names that are broken in two cannot be copied.
    '.nh',
    '.ad l',
    '.SH NAME',
    'pader \\- GitOps for Web Gateway clusters',
    '.SH SYNOPSIS',
    '.B pader',
    '.I command',
    text('[options] [arguments]'),
    '.SH DESCRIPTION',
    text(
      'Topology, group membership and region-specific policy of Web Gateway clusters live in YAML under version control. Pader compiles and checks it, shows what a change does, plans the rollout, proves that no node is cut off during it, and applies it to the appliances.',
    ),
    '.PP',
    text(
      'compile, plan and a watch in mode observe send nothing that changes anything. apply, rollback and a watch in mode enforce are the commands that do.',
    ),
    '.SH COMMANDS',
    ...sections.flat(),
    '.SH EXIT STATUS',
    ...[['0', 'success: everything is as it should be, or was done'] as const, ...exitCodes].flatMap(
      ([code, meaning]) => tagged(`.B ${code}`, meaning),
    ),
    text('"pader runbook CODE" shows what to do.'),
    '.SH ENVIRONMENT',
    ...tagged(
      '.B PADER_<FLAG>',
      'sets an option that is not given as a flag: PADER_CLUSTER for --cluster, PADER_FAIL_ON for --fail-on. No variable gives consent: there is none for --yes, --confirm, --sign and --mode, and none that overrides a guard.',
    ),
    ...tagged('.BR NO_COLOR ", " FORCE_COLOR', 'disable colour, or enable it where the output is not a terminal'),
    ...tagged('.B PADER_ASCII', 'draws with ASCII characters only'),
    ...tagged('.B PADER_DEBUG', 'shows the stack trace of an internal error'),
    '.SH FILES',
    ...tagged('.I clusters/', 'the desired state: a folder for each cluster'),
    ...tagged(
      '.I /etc/pader/host.yaml',
      'how to reach the appliances, whom to trust, and where journals, leases and backups are kept',
    ),
    '.SH SEE ALSO',
    '.BR git (1),',
    '.BR ssh-keygen (1)',
    '',
  ].join('\n')
}

function section({ name, summary }: CommandEntry, { configure, examples }: Command): readonly string[] {
  const parser = new Parser(name)
  configure(parser)
  const help = parser.createHelp()
  help.sortOptions = true
  const positional = help.visibleArguments(parser)
  const options = help.visibleOptions(parser).filter(({ long }) => long !== '--help')
  const usage = [
    name,
    ...(options.length === 0 ? [] : ['[options]']),
    ...positional.map((one) => bracketed(one.name(), one.required, one.variadic)),
  ]
  return [
    `.SS "${quoted(`pader ${usage.join(' ')}`)}"`,
    text(summary),
    ...positional
      .filter(({ description }) => description !== '')
      .flatMap((one) => tagged(`.I "${quoted(one.name())}"`, help.argumentDescription(one))),
    ...options.flatMap((one) => {
      const twin = twinOf(one)
      const about = help.optionDescription(one)
      return tagged(
        `.B "${quoted(help.optionTerm(one))}"`,
        twin === undefined || about === '' ? about : `${about} (${twin})`,
      )
    }),
    ...(examples.length === 0 ? [] : ['.PP', 'Examples:']),
    ...examples.flatMap(([call, does]) => ['.PP', '.RS 4', '.nf', `\\fB${text(call)}\\fR`, '.fi', text(does), '.RE']),
  ]
}

function bracketed(name: string, isRequired: boolean, isVariadic: boolean): string {
  const many = isVariadic ? '...' : ''
  return isRequired ? `<${name}${many}>` : `[${name}${many}]`
}

function tagged(tag: string, about: string): readonly string[] {
  return ['.TP', tag.replace(/^(\.[A-Z]+) /, (_, macro: string) => `${macro} `).replaceAll('-', '\\-'), text(about)]
}

/** A line of text: nothing in it is taken for a request, an escape or a hyphen that may be another character. */
function text(line: string): string {
  const escaped = line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped
}

/** The argument of a macro between quotes. */
function quoted(word: string): string {
  return word.replaceAll('\\', '\\e').replaceAll('"', '\\(dq')
}
