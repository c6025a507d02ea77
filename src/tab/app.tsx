import { ErrorBoundary, LocationProvider, lazy, Route, Router } from 'preact-iso'
import type { Me } from '../chat/common.routes.ts'
import { Nav } from './parts/nav.tsx'
import { NotFound } from './parts/not-found.tsx'
import { Session } from './session.ts'
import { isDialog } from './teams.ts'

const Buy = lazy(() => import('./pages/buy.tsx'))
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
              <Route path="/tab/orders" component={Orders} />
              <Route path="/tab/orders/:customerId/:orderId" component={Order} />
              <Route path="/tab/links" component={Links} />
              <Route path="/tab/dialog/key" component={KeyDialog} />
              <Route path="/tab/buy" component={Buy} />
              <Route default component={NotFound} />
            </Router>
          </ErrorBoundary>
        </main>
      </LocationProvider>
    </Session>
  )
}
