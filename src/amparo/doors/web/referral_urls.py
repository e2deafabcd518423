"""The addresses of referrals and of the directory of services. They hold codes alone."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web import referral_box, referral_refer, referral_services

urlpatterns = [
    path("referrals", referral_box.box, name="referrals"),
    path("referrals/<str:referral>", referral_box.one, name="referral"),
    path("referrals/<str:referral>/file", referral_box.sealed_file, name="referral-file"),
    path("services", referral_services.directory, name="services"),
    path("services/<str:service>", referral_services.one, name="service"),
    path("cases/<str:case>/refer", referral_refer.refer, name="case-refer"),
]
