"""Lists under a finger: they follow it, and stand still when it lets go."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QScroller, QScrollerProperties

_METRIC = QScrollerProperties.ScrollMetric


def scroll_by_finger(area: QAbstractScrollArea) -> None:
    """Have a list follow a finger on a touch screen; a mouse still chooses."""
    viewport = area.viewport()
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)
    scroller = QScroller.scroller(viewport)
    how = scroller.scrollerProperties()
    never = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    how.setScrollMetric(_METRIC.VerticalOvershootPolicy, never)
    how.setScrollMetric(_METRIC.HorizontalOvershootPolicy, never)
    how.setScrollMetric(_METRIC.MaximumVelocity, 0.0)  # nothing goes on by itself
    scroller.setScrollerProperties(how)


def meet_widgets() -> None:
    """Have Qt's binding read the types of all its widgets, as it does at the first viewport: 25 ms by themselves."""
    QAbstractScrollArea().viewport()
