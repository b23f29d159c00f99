import { createElement } from 'react'
import { expect, test, vi } from 'vitest'
import { renderedFor, textsOf } from '@/lib/client/format/rendered.test-helper'
import type { CutFactsView, DeviceCommands } from '@/lib/domain/api/command'
import { CutDialog } from './cut-dialog'

vi.mock('../actions', () => ({ orderAction: vi.fn(), proveAction: vi.fn() }))

const ID = '00000000-0000-4000-8000-000000000001'
const DEVICE: DeviceCommands = {
  ...{ deviceId: ID, name: 'Van 1', plate: 'AA-12-BB', imei: '860000000000001' },
  ...{ isScooter: false, hasRaw: true, hasHub: false, templates: [] },
}
const FACTS: CutFactsView = {
  ...{ mayCut: true, reauthenticatedAt: null, plate: 'AA-12-BB', isOnline: true, fixes: [] },
  ...{ needsApproval: false, now: '2026-03-01T12:00:00Z' },
}

function dialogFor(facts: CutFactsView): string[] {
  const part = createElement(CutDialog, {
    device: DEVICE,
    order: { door: 'template', template: 'RELAY,{0}#', params: ['1'] },
    read: { ok: true, kind: 'cut', text: 'RELAY,1#' },
    onClose: () => undefined,
    onReply: () => undefined,
  })
  return textsOf(renderedFor({}, part, [[['commands', 'facts', ID], facts]]))
}

test('somebody without the right reads so, and who can give it, in place of a form', () => {
  const said = dialogFor({ ...FACTS, mayCut: false }).join('\n')
  expect(said).toContain('You do not have the right to cut engines.')
  expect(said).toContain('An owner, or somebody who manages people, can give you this right.')
  expect(said).not.toContain('could not be loaded')
  expect(said).not.toContain('RELAY,1#')
})

test('somebody with the right gets the form', () => {
  const said = dialogFor(FACTS)
  expect(said).toContain('RELAY,1#')
  expect(said).not.toContain('You do not have the right to cut engines.')
})
