import type { Statement } from './statement.ts'

/** What the document says of the product, of operators and of clusters, by its headings. */
export const STATEMENTS: Readonly<Record<string, readonly Statement[]>> = {
  'What it does': [
    {
      says: 'A cluster joins two or more appliances.',
      becomes: 'checked',
      by: 'a cluster of one node is reported',
      rules: 'MEM-001',
    },
    {
      says: 'Policy and administrator accounts are the same everywhere.',
      becomes: 'checked',
      by: 'they cannot be set for a node or a location',
      rules: 'MEM-008 LOG-006',
    },
    {
      says: 'A save at any node automatically reaches every member.',
      becomes: 'emulated',
      by: 'the save travels along the network groups, over relays if necessary; Pader asks every node whether it arrived',
      rules: 'SYN-002',
      shown: [['test/emulator/distribution.test.ts', 'reaches every node, the far ones over the relays']],
    },
    {
      says: 'The settings on the Configuration tab belong to each node.',
      becomes: 'checked',
      by: 'addresses, interfaces and routes cannot be set for a whole cluster',
      rules: 'MEM-009 MEM-010',
    },
    {
      says: 'Every node holds the configuration of all nodes, so one backup is enough.',
      becomes: 'emulated',
      by: 'a backup taken at one node restores all of them; a backup job at every node is reported as unnecessary',
      rules: 'BAK-001 BAK-002 BAK-003 BAK-004 BAK-010',
      shown: [['test/emulator/restore.test.ts', 'a restore brings back what was backed up, everywhere']],
    },
  ],
  'What it does not do': [
    {
      says: 'It neither balances load nor takes over users’ traffic.',
      becomes: 'checked',
      by: 'a repository that relies on it gets a finding',
      rules: 'MEM-012',
    },
  ],
  'No master': [
    {
      says: 'You can work at any node.',
      becomes: 'emulated',
      by: 'each node accepts saves; Pader works at the entry node of the repository',
      rules: 'GUI-003',
      shown: [['test/emulator/planes.test.ts', 'the timestamp that the UI shows is the clock of the node that saved']],
    },
    {
      says: 'Only one node at a time has a user interface attached; a logon elsewhere is refused, with the name of that node and a link to it.',
      becomes: 'emulated',
      by: 'the screen of every node names the holder, and where to log on; status and doctor name the holder too',
      rules: 'GUI-004',
      shown: [
        ['test/emulator/session.test.ts', 'one node at a time: another node refuses and names the holder'],
        ['test/doctor/diagnose.test.ts', 'each documented error has its cause'],
      ],
    },
    {
      says: 'One node is chosen for management, and all administrators use it.',
      becomes: 'checked',
      by: 'two entry nodes, and administration elsewhere, are reported',
      rules: 'GUI-001 GUI-002 GUI-006 GUI-009',
    },
  ],
  'Before a cluster is made': [
    {
      says: 'Nodes have routes to each other.',
      becomes: 'checked',
      by: 'for the nodes that share a network group, both ways',
      rules: 'IP-011',
    },
    {
      says: 'Firewalls allow the port.',
      becomes: 'checked',
      by: 'for the nodes that share a network group, both ways; doctor --preflight tries each listener',
      rules: 'IP-012 IP-013',
    },
    {
      says: 'Clocks are synchronised by NTP, from the vendor’s server if there is no other.',
      becomes: 'checked',
      by: 'in the YAML and on the running nodes',
      rules: 'TIME-001 TIME-002 TIME-004 TIME-005 TIME-008 TIME-009',
    },
    {
      says: 'All nodes run one version and one build; versions are never mixed.',
      becomes: 'checked',
      by: 'in the YAML and on the running nodes; nothing is written while they differ',
      rules: 'VER-001 VER-002 VER-003 VER-004',
    },
  ],
  'Settings of a node': [
    {
      says: 'The listener is the physical address of the interface for cluster traffic, and no loopback address.',
      becomes: 'checked',
      by: 'against the interfaces and virtual addresses that are declared',
      rules: 'IP-001 IP-002 IP-003 IP-004 IP-005 IP-009 IP-016',
    },
    {
      says: 'The port is the same on all nodes, preferably the default one.',
      becomes: 'checked',
      by: 'another port is reported as information, different ports as an error',
      rules: 'IP-006 IP-007',
    },
    {
      says: 'When the address of an interface changes, the listener does not follow.',
      becomes: 'checked',
      by: 'in the YAML, and in a plan that would leave a listener behind',
      rules: 'IP-004 IP-010',
    },
    {
      says: 'In a conflict the lower priority value wins, and between equal ones the newest change.',
      becomes: 'emulated',
      by: 'both sides of a partition are resolved this way; a plan does not let an old node win',
      rules: 'PRI-002 PRI-004 SYN-003 SYN-013 VER-012',
      shown: [['test/emulator/distribution.test.ts', 'on both sides of a partition is settled by %s']],
    },
    {
      says: 'All nodes have the same priority.',
      becomes: 'checked',
      by: 'nodes that differ are named',
      rules: 'PRI-001',
    },
  ],
  Groups: [
    {
      says: 'Nodes in one network group talk to each other directly; others need a path over nodes that are in several groups.',
      becomes: 'emulated',
      by: 'the path matrix of the emulator; the topology behind every check and proof',
      rules: 'NET-001 NET-002 NET-003 NET-004 NET-013 NET-015 NET-019',
      shown: [
        ['test/emulator/distribution.test.ts', 'that cuts the path matrix is refused'],
        ['test/topology/topology.test.ts', 'tokyo-2 reaches newyork-2 over both transit nodes'],
      ],
    },
    {
      says: 'Each location has its own network group and one node in a transit group, through which the others communicate.',
      becomes: 'works',
      by: 'these are the default groups; deviations are reported',
      rules: 'NET-005 NET-006 NET-007 NET-008 NET-012',
      shown: [['test/compile/two-site.test.ts', 'groups and listeners are derived']],
    },
    {
      says: 'Each location is one update group, so that updates do not cross slow lines.',
      becomes: 'works',
      by: 'this is the default update group; deviations are reported',
      rules: 'UPD-002 UPD-003',
      shown: [['test/compile/two-site.test.ts', 'groups and listeners are derived']],
    },
    {
      says: 'Quota, coaching, authorized override and PDStorage values are shared within a runtime group.',
      becomes: 'emulated',
      by: 'within the group, over any relays',
      rules: 'RT-006 RT-007',
      shown: [['test/emulator/planes.test.ts', 'is shared within the runtime group']],
    },
    {
      says: 'Nodes whose users overlap share a runtime group, and others do not.',
      becomes: 'checked',
      by: 'by the declared pools, Proxy HA groups and client networks',
      rules: 'RT-002 RT-003 RT-004 RT-005',
    },
  ],
  'Adding a node': [
    {
      says: 'It is added in the UI by its address, and its policy is overwritten by that of the node where this is done.',
      becomes: 'emulated',
      by: 'adding is a manual step in the plan, which says where, and asks for a backup of what the node has',
      rules: 'MEM-004 MEM-005',
      shown: [['test/emulator/membership.test.ts', 'overwrites its policy and reaches the whole cluster']],
    },
  ],
  'Engine updates': [
    {
      says: 'URL filter, antivirus, revocation lists, application database and DLP are updated.',
      becomes: 'checked',
      by: 'an interval of zero for revocation lists is reported, if this check is enabled',
      rules: 'UPD-012 UPD-013',
    },
    {
      says: 'The periodic check of a node that may not download from the internet does nothing.',
      becomes: 'emulated',
      by: 'groups and nodes that would never be updated are reported',
      rules: 'UPD-004 UPD-005 UPD-006 UPD-007 UPD-010',
      shown: [['test/emulator/planes.test.ts', 'are not taken from other nodes where that is switched off']],
    },
    {
      says: 'A node that checks asks the nodes in its update group that take updates from others, and passes on what it downloads.',
      becomes: 'emulated',
      by: 'only within the update group',
      rules: 'UPD-008 UPD-009 UPD-015',
      shown: [['test/emulator/planes.test.ts', 'go from the node with the internet to those of its update group']],
    },
    {
      says: 'Updates are not stored anywhere: a node that was offline waits for the next check of another node.',
      becomes: 'emulated',
      by: 'nodes that are declared to be offline often are advised to check themselves',
      rules: 'UPD-011',
      shown: [['test/emulator/planes.test.ts', 'are kept nowhere: a node that was away waits']],
    },
  ],
  Examples: [
    {
      says: 'Two locations of two nodes, one of each in the transit group.',
      becomes: 'works',
      by: 'clusters/two-site compiles without an error or a warning',
      rules: 'NET-005 NET-006',
      shown: [['test/compile/two-site.test.ts', 'the two-site example compiles without an error or a warning']],
    },
    {
      says: 'A larger cluster, whose large locations have several small network groups.',
      becomes: 'works',
      by: 'clusters/three-site compiles without an error or a warning',
      rules: 'NET-010 NET-011',
      shown: [['test/compile/three-site.test.ts', 'the three-site example compiles without an error or a warning']],
    },
    {
      says: 'At most ten nodes are behind a transit node; larger locations need more transit nodes and smaller groups.',
      becomes: 'checked',
      by: 'with a fix that splits the location',
      rules: 'NET-009 NET-010 NET-011',
      shown: [['test/compile/three-site.test.ts', 'a location with more than ten nodes has no transit node']],
    },
  ],
}
