'use client'

import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Collection } from 'react-aria-components/Collection'
import { Tree as AriaTree, TreeItem, TreeItemContent } from 'react-aria-components/Tree'
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer'
import { classNames } from './class-names'
import { ReadingDirection } from './reading-direction'

export type TreeNode = {
  id: string
  /** What readers hear, and what typing letters finds. */
  text: string
  content: ReactNode
  hasChildren: boolean
  /** Those that are loaded; shown while it is open. */
  children: readonly TreeNode[]
  /** Says something in the place of a branch and cannot be chosen. */
  isNote?: boolean
}

export type TreeProps = {
  label: string
  nodes: readonly TreeNode[]
  openIds: ReadonlySet<string>
  onOpenChange: (ids: ReadonlySet<string>) => void
  chosenId: string | null
  onChoose: (id: string) => void
  rowPx: number
  className?: string
}

/** A tree of any size: rows out of sight are not there, and branches are asked for when they are opened. */
export function Tree({
  label,
  nodes,
  openIds,
  onOpenChange,
  chosenId,
  onChoose,
  rowPx,
  className,
}: TreeProps) {
  return (
    <ReadingDirection>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: rowPx }}>
        <AriaTree
          aria-label={label}
          items={nodes}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={chosenId === null ? [] : [chosenId]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys]
            if (key !== undefined) onChoose(String(key))
          }}
          disabledKeys={notesOf(nodes)}
          expandedKeys={openIds}
          onExpandedChange={(keys) => onOpenChange(new Set([...keys].map(String)))}
          className={classNames('scrollbar-quiet overflow-auto overscroll-contain outline-none', className)}
        >
          {itemOf}
        </AriaTree>
      </Virtualizer>
    </ReadingDirection>
  )
}

function itemOf(node: TreeNode) {
  return (
    <TreeItem id={node.id} textValue={node.text} hasChildItems={node.hasChildren} className={ROW}>
      <TreeItemContent>
        {({ level, hasChildItems, isExpanded }) => (
          <div className="flex h-full items-center pe-3" style={{ paddingInlineStart: indentPx(level) }}>
            {hasChildItems ? (
              <Button slot="chevron" className={CHEVRON}>
                <ChevronRight
                  aria-hidden
                  className={classNames(
                    'size-4 transition-transform',
                    isExpanded ? 'rotate-90' : 'rtl:rotate-180',
                  )}
                />
              </Button>
            ) : (
              <span aria-hidden className="w-8 shrink-0 pointer-coarse:w-touch" />
            )}
            {node.content}
          </div>
        )}
      </TreeItemContent>
      <Collection items={node.children}>{itemOf}</Collection>
    </TreeItem>
  )
}

/** Deeper levels move in less: names need the room. */
function indentPx(level: number): number {
  return 4 + Math.min(level - 1, 6) * 16 + Math.max(0, level - 7) * 4
}

function notesOf(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap((node) => [...(node.isNote ? [node.id] : []), ...notesOf(node.children)])
}

const ROW =
  'group/row h-full cursor-pointer text-ink outline-none hover:bg-sunken selected:bg-accent-soft focus-visible:outline-2 ' +
  'focus-visible:-outline-offset-2 focus-visible:outline-focus disabled:cursor-default disabled:hover:bg-transparent'
const CHEVRON =
  'flex size-8 shrink-0 items-center justify-center rounded text-muted outline-none hover:text-ink pointer-coarse:size-touch'
