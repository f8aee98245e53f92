from django.urls import path

from evidence import views

AT = "inspections/<slug:name>"
urlpatterns = [
    path(f"{AT}/evidence/", views.evidence, name="evidence"),
    path(f"{AT}/evidence/sent/", views.evidence_sent, name="evidence_sent"),
    path(f"{AT}/evidence/sent/new/", views.evidence_send, name="evidence_send"),
    path(f"{AT}/evidence/sent/<int:pk>/withdraw/", views.evidence_sent_withdraw, name="evidence_sent_withdraw"),
    path(f"{AT}/evidence/new/<slug:kind>/", views.evidence_new, name="evidence_new"),
    path(f"{AT}/evidence/<int:pk>/", views.evidence_piece, name="evidence_piece"),
    path(f"{AT}/evidence/<int:pk>/change/", views.evidence_change, name="evidence_change"),
    path(f"{AT}/evidence/<int:pk>/withdraw/", views.evidence_withdraw, name="evidence_withdraw"),
    path(f"{AT}/evidence/<int:pk>/file/", views.evidence_file, name="evidence_file"),
    path(f"{AT}/evidence/<int:pk>/questions/new/", views.survey_question_new, name="survey_question_new"),
    path(f"{AT}/evidence/questions/<int:pk>/", views.survey_question, name="survey_question"),
    path(
        f"{AT}/evidence/questions/<int:pk>/withdraw/", views.survey_question_withdraw, name="survey_question_withdraw"
    ),
    path(f"{AT}/evidence/<int:pk>/quotes/new/", views.quote_new, name="quote_new"),
    path(f"{AT}/evidence/quotes/<int:pk>/", views.quote, name="quote"),
    path(f"{AT}/evidence/quotes/<int:pk>/withdraw/", views.quote_withdraw, name="quote_withdraw"),
    path(f"{AT}/strengths/", views.strengths, name="strengths"),
    path(f"{AT}/strengths/<int:pk>/", views.strength, name="strength"),
    path(f"{AT}/strengths/<int:pk>/move/", views.strength_move, name="strength_move"),
    path(f"{AT}/strengths/<int:pk>/withdraw/", views.strength_withdraw, name="strength_withdraw"),
    path(f"{AT}/strengths/<str:about>/<slug:side>/new/", views.strength_new, name="strength_new"),
]
