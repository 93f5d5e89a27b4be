"""The least page there is, for others to stand beside."""

import streamlit as st

st.title("Empty")
