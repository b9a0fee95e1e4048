import { cmBak003 } from './cm-bak-003.ts'
import { cmBak005 } from './cm-bak-005.ts'
import { cmBak010 } from './cm-bak-010.ts'
import { cmCa003 } from './cm-ca-003.ts'
import { cmCa007 } from './cm-ca-007.ts'
import { cmGui003 } from './cm-gui-003.ts'
import { cmIp010 } from './cm-ip-010.ts'
import { cmMem004 } from './cm-mem-004.ts'
import { cmMem005 } from './cm-mem-005.ts'
import { cmMem006 } from './cm-mem-006.ts'
import { cmMem007 } from './cm-mem-007.ts'
import { cmMem016 } from './cm-mem-016.ts'
import { cmPri004 } from './cm-pri-004.ts'
import { cmReg006 } from './cm-reg-006.ts'
import { cmUpd018 } from './cm-upd-018.ts'
import { cmVer004 } from './cm-ver-004.ts'
import { cmVer007 } from './cm-ver-007.ts'
import { cmVer008 } from './cm-ver-008.ts'
import { cmVer009 } from './cm-ver-009.ts'
import { cmVer010 } from './cm-ver-010.ts'
import { cmVer011 } from './cm-ver-011.ts'
import { cmVer012 } from './cm-ver-012.ts'
import { cmVer013 } from './cm-ver-013.ts'
import type { PlanCheck } from './plan-check.ts'

/** Every rule that judges a finished plan, sorted by code. */
export const planChecks: readonly PlanCheck[] = [
  cmBak003,
  cmBak005,
  cmBak010,
  cmCa003,
  cmCa007,
  cmGui003,
  cmIp010,
  cmMem004,
  cmMem005,
  cmMem006,
  cmMem007,
  cmMem016,
  cmPri004,
  cmReg006,
  cmUpd018,
  cmVer004,
  cmVer007,
  cmVer008,
  cmVer009,
  cmVer010,
  cmVer011,
  cmVer012,
  cmVer013,
]
