/** What a page needs of a JSON Schema. */
interface Schema {
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly oneOf?: readonly Schema[]
  readonly definitions?: Readonly<Record<string, Schema>>
}

/** Schemas by file name, for following references between them. */
export type Schemas = ReadonlyMap<string, Schema>

/** The page of one kind of file: every key with its type, what it means and an example, as Markdown. */
export function schemaPage(file: string, schemas: Schemas): string {
  const schema = schemas.get(file)
  if (schema === undefined) throw new Error(`there is no schema "${file}"`)
  const rows = rowsOf(schema, file, [], schemas, new Set())
  return [
    `# ${schema.title ?? file}`,
    '',
    schema.description ?? '',
    '',
    '| key | type | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function rowsOf(
  schema: Schema,
  file: string,
  path: readonly string[],
  schemas: Schemas,
  open: ReadonlySet<string>,
): string[] {
  const required = new Set(schema.required)
  const named = Object.entries(schema.properties ?? {}).map(([key, child]) => ({ key, child, must: required.has(key) }))
  const free =
    typeof schema.additionalProperties === 'object'
      ? [{ key: '*', child: schema.additionalProperties, must: false }]
      : []
  return [...named, ...free].flatMap(({ key, child, must }) => {
    const here = [...path, key]
    const followed = follow(child, file, schemas)
    if (isOpen(followed, open)) return []
    const inside = opened(followed, open)
    const element =
      followed.schema.items === undefined ? undefined : follow(followed.schema.items, followed.file, schemas)
    return [
      rowOf(here, followed.schema, must),
      ...rowsOf(followed.schema, followed.file, here, schemas, inside),
      ...(element === undefined || isOpen(element, inside)
        ? []
        : rowsOf(element.schema, element.file, [...here, '[]'], schemas, opened(element, inside))),
    ]
  })
}

/** Whether the rows of what a schema refers to are being written: what holds itself is listed once. */
function isOpen({ reference }: { reference?: string }, open: ReadonlySet<string>): boolean {
  return reference !== undefined && open.has(reference)
}

function opened({ reference }: { reference?: string }, open: ReadonlySet<string>): ReadonlySet<string> {
  return reference === undefined ? open : new Set([...open, reference])
}

function follow(schema: Schema, file: string, schemas: Schemas): { schema: Schema; file: string; reference?: string } {
  if (schema.$ref === undefined) return { schema, file }
  const [target = '', pointer = ''] = schema.$ref.split('#')
  const home = target === '' ? file : target
  const found = pointer
    .split('/')
    .filter((step) => step !== '')
    .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], schemas.get(home))
  if (found === undefined) throw new Error(`${file} refers to ${schema.$ref}, which is not there`)
  const next = follow({ ...(found as Schema), ...without$ref(schema) }, home, schemas)
  return { ...next, reference: `${home}#${pointer}` }
}

function without$ref({ $ref: _followed, ...rest }: Schema): Schema {
  return rest
}

function rowOf(path: readonly string[], schema: Schema, must: boolean): string {
  const [example] = schema.examples ?? []
  const meaning = [
    sentence(schema.description ?? schema.title ?? ''),
    schema.default === undefined ? '' : `Default: \`${JSON.stringify(schema.default)}\`.`,
    example === undefined ? '' : `Example: \`${JSON.stringify(example)}\`.`,
  ]
  const key = `\`${path.join('.')}\`${must ? ' (required)' : ''}`
  return `| ${key} | ${typeOf(schema)} | ${meaning
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll('|', '\\|')} |`
}

function sentence(text: string): string {
  return text === '' || text.endsWith('.') ? text : `${text}.`
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  const types = schema.type === undefined ? [] : [schema.type].flat()
  return types.filter((type) => type !== 'null').join(' or ') || 'any'
}
