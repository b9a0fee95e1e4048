import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contestant } from './measure.ts'

/** Another tool that can do the same job, and how to get it. */
interface Peer {
  readonly name: string
  readonly program: string
  readonly from: string
  /** Absent while the benchmark knows no fleet in the form that the tool reads. */
  readonly contestant?: (fleet: string) => Contestant
}

const PEERS: readonly Peer[] = [
  {
    name: 'terraform plan',
    program: 'terraform',
    from: 'https://developer.hashicorp.com/terraform/install',
    contestant: terraform,
  },
  { name: 'pkl eval', program: 'pkl', from: 'https://pkl-lang.org' },
  { name: 'jsonnet', program: 'jsonnet', from: 'the package "jsonnet" of Debian' },
  { name: 'ansible-playbook --check', program: 'ansible-playbook', from: 'the package "ansible" of Debian' },
]

/** The peers that can be measured here, and a line about each one that cannot. */
export function peersOn(fleet: string): {
  readonly contestants: readonly Contestant[]
  readonly absent: readonly string[]
} {
  const contestants: Contestant[] = []
  const absent: string[] = []
  for (const { name, program, from, contestant } of PEERS) {
    if (contestant === undefined) absent.push(`${name}: not part of this benchmark yet`)
    else if (spawnSync(program, ['--version']).status === 0) contestants.push(contestant(fleet))
    else absent.push(`${name}: not installed (${from})`)
  }
  return { contestants, absent }
}

/** The form that Terraform is fastest in: one resource for each location, made of the same YAML. */
function terraform(fleet: string): Contestant {
  const folder = join(fleet, 'terraform')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'main.tf'),
    `locals {
  files = fileset("\${path.module}/../clusters", "*/locations/*.yaml")
}
resource "terraform_data" "location" {
  for_each = local.files
  input    = jsonencode(yamldecode(file("\${path.module}/../clusters/\${each.key}")))
}
`,
  )
  const init = spawnSync('terraform', ['init', '-input=false'], { cwd: folder })
  if (init.status !== 0) throw new Error(`terraform init: ${String(init.stderr)}`)
  return {
    name: 'terraform plan',
    command: ['terraform', 'plan', '-input=false', '-out=plan'],
    isNode: false,
    cwd: folder,
  }
}
