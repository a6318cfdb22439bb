"""Addresses of indicators."""

from django.urls import path

from fuertong_web.indicators.views import browsing, explaining, making, naming

urlpatterns = [
    path("indicators/", browsing.indicators, name="indicators"),
    path("indicators.xlsx", browsing.indicators_xlsx, name="indicators_xlsx"),
    path("indicators/polarity/", browsing.polarity_questions, name="polarity_questions"),
    path("indicators/new/", making.indicator_new, name="indicator_new"),
    path("indicators/explanations/", explaining.explanations, name="explanations"),
    path("indicators/explanations/<uuid:uid>/", explaining.explanation_file, name="explanation_file"),
    path("indicators/phrases/<uuid:uid>/remove/", naming.phrase_remove, name="phrase_remove"),
    path("indicators/<uuid:uid>/", browsing.indicator, name="indicator"),
    path("indicators/<uuid:uid>/edit/", browsing.indicator_edit, name="indicator_edit"),
    path("indicators/<uuid:uid>/redefine/", browsing.indicator_redefine, name="indicator_redefine"),
    path("plans/drafts/<uuid:uid>/indicators/", naming.draft_indicators, name="draft_indicators"),
]
