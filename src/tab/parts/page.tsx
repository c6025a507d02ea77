import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { isDialog } from '../teams.ts'

/** A page with its title: the reader of a screen is put there when it is opened. A dialog's host shows the title itself. */
export function Page({
  title,
  actions,
  children,
}: {
  title: string
  actions?: ComponentChildren
  children: ComponentChildren
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · CSP Desk`
    heading.current?.focus()
  }, [title])
  return (
    <>
      <div class={isDialog() ? 'page-head unseen' : 'page-head'}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions}
      </div>
      {children}
    </>
  )
}
