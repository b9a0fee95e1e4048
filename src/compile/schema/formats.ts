import { FORMS } from '../../model/forms/forms.ts'

/** What the schema library asks of a text for which a schema names a form under `format`. */
export const schemaFormats: Readonly<Record<string, (text: string) => boolean>> = Object.fromEntries(
  Object.entries(FORMS).map(([name, { fits }]) => [name, fits]),
)
