"""Tests of the exports, a module each; those that draw pictures need a Chromium."""
