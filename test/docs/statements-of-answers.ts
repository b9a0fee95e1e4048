import type { Statement } from './statement.ts'

/** What the document says where it answers questions, by subject. */
export const ANSWERS: Readonly<Record<string, readonly Statement[]>> = {
  'Questions about sync and connections': [
    {
      says: 'In sync means that all nodes show the same storage timestamp.',
      becomes: 'emulated',
      by: 'REST does not show it, so Pader asks each node what it holds',
      rules: 'SYN-001',
      shown: [['test/emulator/planes.test.ts', 'the timestamp that the UI shows is the clock of the node that saved']],
    },
    {
      says: 'The error log of the coordinator shows what failed between nodes: clocks (405) and connections (301).',
      becomes: 'works',
      by: 'doctor reads it and reports causes and remedies; the emulator writes it in the same grammar',
      rules: 'SYN-004 SYN-011 TIME-005',
      shown: [['test/doctor/diagnose.test.ts', 'each documented error has its cause']],
    },
    {
      says: 'A node cannot be added without a listener on either side, without a path through the groups, or with another authority.',
      becomes: 'emulated',
      by: 'with the texts of the product; plans check for all of it beforehand',
      rules: 'MEM-006 MEM-007 NET-017 SYN-007 SYN-008 CA-002 CA-003',
      shown: [
        ['test/emulator/membership.test.ts', 'is refused where %s'],
        ['test/emulator/membership.test.ts', 'is refused where its groups lead nowhere'],
        ['test/doctor/diagnose.test.ts', 'each documented error has its cause'],
      ],
    },
    {
      says: 'The built-in authority is in use until somebody creates one.',
      becomes: 'emulated',
      by: 'as an alert on the dashboard; a repository that names it gets a finding',
      rules: 'CA-001',
      shown: [
        ['test/emulator/planes.test.ts', 'where the authority is another one; the shipped one stands on the dashboard'],
      ],
    },
  ],
  'Questions about time, conflicts and upgrades': [
    {
      says: 'A clock that is off by more than about 1000 seconds is not corrected by NTP.',
      becomes: 'works',
      by: 'doctor distinguishes such a clock from others',
      rules: 'TIME-006',
      shown: [['test/doctor/findings.test.ts', 'beyond what NTP corrects each clock is wrong by itself']],
    },
    {
      says: 'The commands that set a clock depend on the version: up to 7.2, and from 7.3 on.',
      becomes: 'works',
      by: 'doctor prints those of the version',
      rules: 'TIME-010',
      shown: [['test/doctor/diagnose.test.ts', 'the commands fit the product version']],
    },
    {
      says: 'An upgrade takes the cluster apart and upgrades node by node.',
      becomes: 'works',
      by: 'a plan of its own, after a backup; rolling only if that is accepted',
      rules: 'VER-007 VER-008 VER-011',
      shown: [['test/plan/upgrade.test.ts', 'breaks the cluster unless rolling is asked for']],
    },
  ],
  'Questions about policy and logs': [
    {
      says: 'A region is identified by Proxy.IP, System.HostName, System.UUID, or by Client.IP if networks differ.',
      becomes: 'works',
      by: 'regions.yaml selects by any of the four; values that no node has, and overlapping regions, are reported',
      rules: 'REG-002 REG-003 REG-004 REG-005 REG-006 REG-009 REG-010 MEM-003',
    },
    {
      says: 'Regional criteria belong on top-level rule sets.',
      becomes: 'checked',
      by: 'those on a nested rule set are reported, whether written as a region or as criteria',
      rules: 'REG-001',
    },
    {
      says: 'Small differences stay in one global policy.',
      becomes: 'works',
      by: 'parameters and lists that differ by region; nearly equal rule sets are reported',
      rules: 'REG-008',
      shown: [['test/compile/three-site.test.ts', 'one global policy becomes the few regional rules that are needed']],
    },
    {
      says: 'One log configuration serves all nodes.',
      becomes: 'checked',
      by: 'its destination has to distinguish the nodes',
      rules: 'LOG-001 LOG-002 LOG-006',
    },
  ],
  'Errors about shared data': [
    {
      says: 'An occasional error is harmless, especially if a success follows.',
      becomes: 'works',
      by: 'doctor distinguishes noise from trouble; the emulator raises the alert, and clears it after a success',
      rules: 'SYN-005',
      shown: [
        ['test/doctor/diagnose.test.ts', 'is noise when it stops'],
        ['test/emulator/planes.test.ts', 'is shared within the runtime group'],
      ],
    },
    {
      says: 'Runtime groups that follow the users keep such errors rare; large clusters have more of them.',
      becomes: 'works',
      by: 'doctor recommends smaller groups if they are frequent',
      rules: 'SYN-006 RT-003 RT-005',
      shown: [['test/doctor/diagnose.test.ts', 'asks for smaller groups when it is frequent']],
    },
    {
      says: 'The policy is distributed all the same.',
      becomes: 'emulated',
      by: 'a save arrives although runtime data does not',
      shown: [['test/emulator/planes.test.ts', 'does not hinder the policy: a save arrives although it fails']],
    },
    {
      says: 'The log names the peer that was not reached, with the operating system error.',
      becomes: 'emulated',
      by: 'in the grammar of the product, which doctor reads',
      rules: 'SYN-004',
      shown: [['test/emulator/planes.test.ts', 'is shared within the runtime group']],
    },
  ],
}
