import { ErrorBoundary, LocationProvider, lazy, Route, Router } from 'preact-iso'
import type { Me } from '../chat/common.routes.ts'
import { Nav } from './parts/nav.tsx'
import { NotFound } from './parts/not-found.tsx'
import { Session } from './session.ts'
import { isDialog } from './teams.ts'

const Activity = lazy(() => import('./pages/activity.tsx'))
const Approvals = lazy(() => import('./pages/approvals.tsx'))
const People = lazy(() => import('./pages/people.tsx'))
const Settings = lazy(() => import('./pages/settings.tsx'))
const Buy = lazy(() => import('./pages/buy.tsx'))
const Cancel = lazy(() => import('./pages/cancel.tsx'))
const Renewal = lazy(() => import('./pages/renewal.tsx'))
const Support = lazy(() => import('./pages/support.tsx'))
const SupportDialog = lazy(() => import('./pages/support-dialog.tsx'))
const KeyDialog = lazy(() => import('./pages/key-dialog.tsx'))
const Links = lazy(() => import('./pages/links.tsx'))
const Order = lazy(() => import('./pages/order.tsx'))
const Orders = lazy(() => import('./pages/orders.tsx'))
const Today = lazy(() => import('./pages/today.tsx'))

export function App({ me }: { me: Me }) {
  return (
    <Session value={me}>
      <LocationProvider scope="/tab">
        {!isDialog() && <Nav />}
        <main id="main">
          <ErrorBoundary>
            <Router>
              <Route path="/tab" component={Today} />
              <Route path="/tab/today" component={Today} />
              <Route path="/tab/approvals/:id?" component={Approvals} />
              <Route path="/tab/activity" component={Activity} />
              <Route path="/tab/settings" component={Settings} />
              <Route path="/tab/people" component={People} />
              <Route path="/tab/orders" component={Orders} />
              <Route path="/tab/orders/:customerId/:orderId" component={Order} />
              <Route path="/tab/links" component={Links} />
              <Route path="/tab/dialog/key" component={KeyDialog} />
              <Route path="/tab/dialog/support" component={SupportDialog} />
              <Route path="/tab/buy" component={Buy} />
              <Route path="/tab/cancel" component={Cancel} />
              <Route path="/tab/renewal" component={Renewal} />
              <Route path="/tab/support" component={Support} />
              <Route path="/tab/support/:id" component={Support} />
              <Route default component={NotFound} />
            </Router>
          </ErrorBoundary>
        </main>
      </LocationProvider>
    </Session>
  )
}
