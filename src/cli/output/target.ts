import { didYouMean } from '../../source/suggest.ts'
import { UsageError } from '../command.ts'

/** A form in which results can be printed or written. */
export type Format =
  /** For people. */
  | 'text'
  /** One document with a published schema. */
  | 'json'
  /** One JSON record a line. */
  | 'ndjson'
  /** For a comment on a pull request. */
  | 'markdown'
  /** One self-contained page. */
  | 'html'
  /** SARIF 2.1.0, for code scanning. */
  | 'sarif'
  /** JUnit XML, for test reports. */
  | 'junit'
  /** Workflow commands that GitHub turns into annotations. */
  | 'github'
  /** Markdown for the step summary of a GitHub job. */
  | 'github-summary'
  /** GitLab code quality report. */
  | 'gitlab'
  /** Counts for GitLab's merge request widget. */
  | 'gitlab-plan'
  /** Diagram sources and a drawing. */
  | 'mermaid'
  | 'dot'
  | 'svg'

/** Where one form of the result goes: a file, or standard output. */
export interface Target {
  readonly format: Format
  /** Path of the file, relative to the working directory; absent for standard output. */
  readonly file?: string
}

/**
 * Reads the values of `--output FORMAT[=FILE]`. Several forms may be asked for at once, but only one of them on
 * standard output; when all go to files, standard output still gets the text for a person.
 */
export function readTargets(given: readonly string[] | undefined, supported: readonly Format[]): readonly Target[] {
  const targets = (given ?? []).map((value) => readTarget(value, supported))
  const onStdout = targets.filter(({ file }) => file === undefined)
  if (onStdout.length > 1)
    throw new UsageError(
      `only one format can go to standard output, not ${onStdout.map(({ format }) => `"${format}"`).join(' and ')}: ` +
        'give the others a file, as in --output json=result.json',
    )
  const files = targets.flatMap(({ file }) => file ?? [])
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined) throw new UsageError(`two outputs would be written to "${twice}": give each its own file`)
  return onStdout.length === 0 ? [{ format: 'text' }, ...targets] : targets
}

function readTarget(value: string, supported: readonly Format[]): Target {
  const [name = '', ...rest] = value.split('=')
  const format = supported.find((candidate) => candidate === name)
  if (format === undefined) {
    const hint = didYouMean(name, supported)?.help ?? `this command can write ${supported.join(', ')}`
    throw new UsageError(`unknown output format "${name}": ${hint}`)
  }
  const file = rest.join('=')
  if (rest.length > 0 && file === '') throw new UsageError(`--output ${value} names no file after "="`)
  return rest.length === 0 || file === '-' ? { format } : { format, file }
}
