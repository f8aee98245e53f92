from django.urls import path

from devstack.mailbox import demo_mailbox

urlpatterns = [path("", demo_mailbox, name="demo_mailbox")]
