import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EDITOR_SCHEMAS, SCHEMA_MATCHES } from '../../compile/schema/catalogue.ts'
import { readSchemas } from '../repository/schemas.ts'
import type { Answers } from './answers.ts'
import type { NewFile } from './cluster-files.ts'

/** Files around the YAML by where they go; a leading dot would hide them from a package. */
const PLACES: Readonly<Record<string, string>> = {
  'README.md': 'README.md',
  CODEOWNERS: 'CODEOWNERS',
  gitignore: '.gitignore',
  gitattributes: '.gitattributes',
  editorconfig: '.editorconfig',
  'pre-commit-config.yaml': '.pre-commit-config.yaml',
  'github-workflow.yml': '.github/workflows/pader.yml',
  'gitlab-ci.yml': '.gitlab-ci.yml',
  'vscode-extensions.json': '.vscode/extensions.json',
}

/** What pipelines run, by where it goes: the parts call each other by where they lie. */
const INTEGRATIONS: Readonly<Record<string, readonly string[]>> = {
  '.github/pader': [
    'github/review/action.yml',
    'github/comment/action.yml',
    'install.sh',
    'review.sh',
    'post-comment.mjs',
  ],
  '.gitlab': ['gitlab/pader.gitlab-ci.yml', 'install.sh'],
}

/** What a repository needs besides its YAML: checks of every change, editors that complete, and who has to agree. */
export async function scaffold({ cluster, owner }: Answers, home: string): Promise<readonly NewFile[]> {
  const fill = (text: string): string => text.replaceAll('{{cluster}}', cluster).replaceAll('{{owner}}', owner)
  const around = await Promise.all(
    Object.entries(PLACES).map(async ([name, path]) => {
      const text = await readFile(join(home, 'templates', 'init', name), 'utf8')
      return { path, text: ['README.md', 'CODEOWNERS'].includes(name) ? fill(text) : text }
    }),
  )
  return [...around, ...(await integrations(home)), editorSettings(), ...(await schemaFiles(home))]
}

async function integrations(home: string): Promise<readonly NewFile[]> {
  const wanted = Object.entries(INTEGRATIONS).flatMap(([folder, names]) => names.map((name) => ({ folder, name })))
  return Promise.all(
    wanted.map(async ({ folder, name }) => ({
      path: `${folder}/${name.replace('gitlab/', '')}`,
      text: await readFile(join(home, 'ci', name), 'utf8'),
    })),
  )
}

/** The schemas that editors need, as files of a folder. */
export async function schemaFiles(home: string, folder = 'schema'): Promise<readonly NewFile[]> {
  const schemas = await readSchemas(home)
  return EDITOR_SCHEMAS.map((name) => {
    const file = `${name}.schema.json`
    return { path: `${folder}/${file}`, text: `${JSON.stringify(schemas[file], undefined, 2)}\n` }
  })
}

function editorSettings(): NewFile {
  const schemas = Object.fromEntries(
    SCHEMA_MATCHES.map(({ kind, fileMatch }) => [`schema/${kind}.schema.json`, fileMatch]),
  )
  return { path: '.vscode/settings.json', text: `${JSON.stringify({ 'yaml.schemas': schemas }, undefined, 2)}\n` }
}
