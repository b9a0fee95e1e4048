import { cmAdv001 } from './cm-adv-001.ts'
import { cmAdv002 } from './cm-adv-002.ts'
import { cmAdv003 } from './cm-adv-003.ts'
import { cmAdv004 } from './cm-adv-004.ts'
import { cmBak001 } from './cm-bak-001.ts'
import { cmBak002 } from './cm-bak-002.ts'
import { cmBak006 } from './cm-bak-006.ts'
import { cmBak007 } from './cm-bak-007.ts'
import { cmBak008 } from './cm-bak-008.ts'
import { cmBak009 } from './cm-bak-009.ts'
import { cmBak011 } from './cm-bak-011.ts'
import { cmCa001 } from './cm-ca-001.ts'
import { cmCa002 } from './cm-ca-002.ts'
import { cmCa004 } from './cm-ca-004.ts'
import { cmCa005 } from './cm-ca-005.ts'
import { cmCa006 } from './cm-ca-006.ts'
import { cmCa008 } from './cm-ca-008.ts'
import { cmGui001 } from './cm-gui-001.ts'
import { cmGui002 } from './cm-gui-002.ts'
import { cmGui006 } from './cm-gui-006.ts'
import { cmGui007 } from './cm-gui-007.ts'
import { cmGui008 } from './cm-gui-008.ts'
import { cmGui009 } from './cm-gui-009.ts'
import { cmIp001 } from './cm-ip-001.ts'
import { cmIp002 } from './cm-ip-002.ts'
import { cmIp003 } from './cm-ip-003.ts'
import { cmIp004 } from './cm-ip-004.ts'
import { cmIp005 } from './cm-ip-005.ts'
import { cmIp006 } from './cm-ip-006.ts'
import { cmIp007 } from './cm-ip-007.ts'
import { cmIp008 } from './cm-ip-008.ts'
import { cmIp009 } from './cm-ip-009.ts'
import { cmIp011 } from './cm-ip-011.ts'
import { cmIp012 } from './cm-ip-012.ts'
import { cmIp013 } from './cm-ip-013.ts'
import { cmIp014 } from './cm-ip-014.ts'
import { cmIp015 } from './cm-ip-015.ts'
import { cmIp016 } from './cm-ip-016.ts'
import { cmIp017 } from './cm-ip-017.ts'
import { cmIp018 } from './cm-ip-018.ts'
import { cmIp019 } from './cm-ip-019.ts'
import { cmIp020 } from './cm-ip-020.ts'
import { cmIp021 } from './cm-ip-021.ts'
import { cmIp022 } from './cm-ip-022.ts'
import { cmLog001 } from './cm-log-001.ts'
import { cmLog002 } from './cm-log-002.ts'
import { cmLog003 } from './cm-log-003.ts'
import { cmLog004 } from './cm-log-004.ts'
import { cmLog005 } from './cm-log-005.ts'
import { cmLog006 } from './cm-log-006.ts'
import { cmLog007 } from './cm-log-007.ts'
import { cmLog008 } from './cm-log-008.ts'
import { cmLog009 } from './cm-log-009.ts'
import { cmMem001 } from './cm-mem-001.ts'
import { cmMem002 } from './cm-mem-002.ts'
import { cmMem003 } from './cm-mem-003.ts'
import { cmMem008 } from './cm-mem-008.ts'
import { cmMem009 } from './cm-mem-009.ts'
import { cmMem010 } from './cm-mem-010.ts'
import { cmMem011 } from './cm-mem-011.ts'
import { cmMem012 } from './cm-mem-012.ts'
import { cmMem013 } from './cm-mem-013.ts'
import { cmMem014 } from './cm-mem-014.ts'
import { cmMem015 } from './cm-mem-015.ts'
import { cmMem017 } from './cm-mem-017.ts'
import { cmNet001 } from './cm-net-001.ts'
import { cmNet002 } from './cm-net-002.ts'
import { cmNet003 } from './cm-net-003.ts'
import { cmNet005 } from './cm-net-005.ts'
import { cmNet006 } from './cm-net-006.ts'
import { cmNet007 } from './cm-net-007.ts'
import { cmNet008 } from './cm-net-008.ts'
import { cmNet009 } from './cm-net-009.ts'
import { cmNet010 } from './cm-net-010.ts'
import { cmNet011 } from './cm-net-011.ts'
import { cmNet012 } from './cm-net-012.ts'
import { cmNet013 } from './cm-net-013.ts'
import { cmNet014 } from './cm-net-014.ts'
import { cmNet015 } from './cm-net-015.ts'
import { cmNet016 } from './cm-net-016.ts'
import { cmNet018 } from './cm-net-018.ts'
import { cmNet019 } from './cm-net-019.ts'
import { cmPri001 } from './cm-pri-001.ts'
import { cmPri002 } from './cm-pri-002.ts'
import { cmPri003 } from './cm-pri-003.ts'
import { cmReg001 } from './cm-reg-001.ts'
import { cmReg002 } from './cm-reg-002.ts'
import { cmReg003 } from './cm-reg-003.ts'
import { cmReg004 } from './cm-reg-004.ts'
import { cmReg005 } from './cm-reg-005.ts'
import { cmReg007 } from './cm-reg-007.ts'
import { cmReg008 } from './cm-reg-008.ts'
import { cmReg009 } from './cm-reg-009.ts'
import { cmReg010 } from './cm-reg-010.ts'
import { cmReg011 } from './cm-reg-011.ts'
import { cmReg012 } from './cm-reg-012.ts'
import { cmReg013 } from './cm-reg-013.ts'
import { cmRt001 } from './cm-rt-001.ts'
import { cmRt002 } from './cm-rt-002.ts'
import { cmRt003 } from './cm-rt-003.ts'
import { cmRt004 } from './cm-rt-004.ts'
import { cmRt005 } from './cm-rt-005.ts'
import { cmRt006 } from './cm-rt-006.ts'
import { cmRt007 } from './cm-rt-007.ts'
import { cmRt008 } from './cm-rt-008.ts'
import { cmRt009 } from './cm-rt-009.ts'
import { cmSyn011 } from './cm-syn-011.ts'
import { cmSyn012 } from './cm-syn-012.ts'
import { cmTime001 } from './cm-time-001.ts'
import { cmTime002 } from './cm-time-002.ts'
import { cmTime003 } from './cm-time-003.ts'
import { cmTime004 } from './cm-time-004.ts'
import { cmTime007 } from './cm-time-007.ts'
import { cmTime009 } from './cm-time-009.ts'
import { cmUpd001 } from './cm-upd-001.ts'
import { cmUpd002 } from './cm-upd-002.ts'
import { cmUpd003 } from './cm-upd-003.ts'
import { cmUpd004 } from './cm-upd-004.ts'
import { cmUpd005 } from './cm-upd-005.ts'
import { cmUpd006 } from './cm-upd-006.ts'
import { cmUpd007 } from './cm-upd-007.ts'
import { cmUpd008 } from './cm-upd-008.ts'
import { cmUpd009 } from './cm-upd-009.ts'
import { cmUpd010 } from './cm-upd-010.ts'
import { cmUpd011 } from './cm-upd-011.ts'
import { cmUpd012 } from './cm-upd-012.ts'
import { cmUpd013 } from './cm-upd-013.ts'
import { cmUpd014 } from './cm-upd-014.ts'
import { cmUpd017 } from './cm-upd-017.ts'
import { cmUpd019 } from './cm-upd-019.ts'
import { cmVer001 } from './cm-ver-001.ts'
import { cmVer002 } from './cm-ver-002.ts'
import { cmVer005 } from './cm-ver-005.ts'
import { cmVer006 } from './cm-ver-006.ts'
import { cmVer014 } from './cm-ver-014.ts'
import type { Rule } from './rule.ts'

/** Every rule, sorted by code. */
export const rules: readonly Rule[] = [
  cmAdv001,
  cmAdv002,
  cmAdv003,
  cmAdv004,
  cmBak001,
  cmBak002,
  cmBak006,
  cmBak007,
  cmBak008,
  cmBak009,
  cmBak011,
  cmCa001,
  cmCa002,
  cmCa004,
  cmCa005,
  cmCa006,
  cmCa008,
  cmGui001,
  cmGui002,
  cmGui006,
  cmGui007,
  cmGui008,
  cmGui009,
  cmIp001,
  cmIp002,
  cmIp003,
  cmIp004,
  cmIp005,
  cmIp006,
  cmIp007,
  cmIp008,
  cmIp009,
  cmIp011,
  cmIp012,
  cmIp013,
  cmIp014,
  cmIp015,
  cmIp016,
  cmIp017,
  cmIp018,
  cmIp019,
  cmIp020,
  cmIp021,
  cmIp022,
  cmLog001,
  cmLog002,
  cmLog003,
  cmLog004,
  cmLog005,
  cmLog006,
  cmLog007,
  cmLog008,
  cmLog009,
  cmMem001,
  cmMem002,
  cmMem003,
  cmMem008,
  cmMem009,
  cmMem010,
  cmMem011,
  cmMem012,
  cmMem013,
  cmMem014,
  cmMem015,
  cmMem017,
  cmNet001,
  cmNet002,
  cmNet003,
  cmNet005,
  cmNet006,
  cmNet007,
  cmNet008,
  cmNet009,
  cmNet010,
  cmNet011,
  cmNet012,
  cmNet013,
  cmNet014,
  cmNet015,
  cmNet016,
  cmNet018,
  cmNet019,
  cmPri001,
  cmPri002,
  cmPri003,
  cmReg001,
  cmReg002,
  cmReg003,
  cmReg004,
  cmReg005,
  cmReg007,
  cmReg008,
  cmReg009,
  cmReg010,
  cmReg011,
  cmReg012,
  cmReg013,
  cmRt001,
  cmRt002,
  cmRt003,
  cmRt004,
  cmRt005,
  cmRt006,
  cmRt007,
  cmRt008,
  cmRt009,
  cmSyn011,
  cmSyn012,
  cmTime001,
  cmTime002,
  cmTime003,
  cmTime004,
  cmTime007,
  cmTime009,
  cmUpd001,
  cmUpd002,
  cmUpd003,
  cmUpd004,
  cmUpd005,
  cmUpd006,
  cmUpd007,
  cmUpd008,
  cmUpd009,
  cmUpd010,
  cmUpd011,
  cmUpd012,
  cmUpd013,
  cmUpd014,
  cmUpd017,
  cmUpd019,
  cmVer001,
  cmVer002,
  cmVer005,
  cmVer006,
  cmVer014,
]
